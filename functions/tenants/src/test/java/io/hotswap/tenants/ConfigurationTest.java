package io.hotswap.tenants;

import static io.hotswap.tenants.TenantsFixture.OWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Documented;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.ids.Environment;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
  private static final Environment WHERE = Environment.Production;
  private static final String PATH = "/markdown/config?environment=Production";

  private final TenantsFixture fixture = new TenantsFixture();

  ConfigurationTest() {
    fixture.serves("1.0.0", WHERE);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void what_a_tenant_sets_is_shown_as_it_set_it_and_as_the_plugin_gets_it() {
    var unset = view();
    assertEquals("\"0\"", unset.header("ETag"), unset.toString());
    assertEquals("{}", unset.body().path("config").toString());
    assertEquals("{\"allowRawHtml\":false}", unset.body().at("/effective/0/config").toString());
    var reply = set(Map.of("headings", Map.of("most", 3)));
    assertEquals(200, reply.status(), reply.toString());
    Documented.conforms(Action.SET_TENANT_CONFIGURATION, reply);
    assertEquals("\"1\"", reply.header("ETag"));
    assertEquals(1, reply.body().path("configuration").asInt());
    var shown = view();
    Documented.conforms(Action.VIEW_TENANT_CONFIGURATION, shown);
    assertEquals(reply.body(), shown.body());
    assertEquals("{\"headings\":{\"most\":3}}", shown.body().path("config").toString());
    assertFalse(shown.body().at("/effective/0/config/allowRawHtml").asBoolean(true));
    assertEquals("1.0.0", shown.body().at("/effective/0/version").asText());
  }

  @Test
  void a_change_tells_nodes_and_the_audit_what_changed_without_its_values() {
    set(Map.of("headings", Map.of("most", 3)));
    set(Map.of("headings", Map.of("most", 4)));
    assertEquals(2, fixture.changes(WHERE));
    assertEquals(2, fixture.stored(WHERE, OWN).orElseThrow().configuration());
    var record = fixture.audit(OWN).getLast();
    assertEquals("setTenantConfiguration", record.action());
    assertEquals("/headings/most", record.after().get("changed"));
    assertFalse(record.toString().contains("{\"headings\""), record.toString());
  }

  @Test
  void a_dry_run_answers_the_difference() {
    var dry =
        fixture
            .owner("PUT", PATH + "&dryRun=true")
            .json(Map.of("config", Map.of("allowRawHtml", true)))
            .send();
    Documented.conforms(Action.SET_TENANT_CONFIGURATION, dry);
    assertEquals("[\"/allowRawHtml\"]", dry.body().path("changes").toString(), dry.toString());
    assertTrue(fixture.stored(WHERE, OWN).isEmpty());
  }

  @Test
  void every_mistake_is_named_with_its_place_and_nothing_is_changed() {
    var wrong =
        set(Map.of("allowRawHtml", "hush", "headings", Map.of("most", 99), "colour", "hush"));
    assertRefused(400, "invalid-configuration", wrong);
    assertEquals(
        List.of("/config/allowRawHtml", "/config/colour", "/config/headings/most"),
        pointers(wrong));
    assertFalse(wrong.body().toString().contains("hush"), wrong.toString());
    var missing = fixture.owner("PUT", PATH).json(Map.of()).send();
    assertEquals(List.of("/config"), pointers(missing), missing.toString());
    var unknown =
        fixture.owner("PUT", PATH).json(Map.of("config", Map.of(), "confg", Map.of())).send();
    assertEquals(List.of("/confg"), pointers(unknown), unknown.toString());
    assertUnchanged();
  }

  @Test
  void what_is_too_large_too_deep_or_no_json_is_refused() {
    assertRefused(413, "too-large", set(Map.of("allowRawHtml", "x".repeat(400_000))));
    Object deep = List.of();
    for (int i = 0; i < 40; i++) {
      deep = List.of(deep);
    }
    assertRefused(400, "invalid-configuration", set(Map.of("allowRawHtml", deep)));
    assertRefused(
        400, "malformed-body", text("{\"config\": " + "[".repeat(5_000) + "]".repeat(5_000) + "}"));
    assertRefused(400, "malformed-body", text("{\"config\": {\"a\": 1, \"a\": 2}}"));
    var xml = fixture.owner("PUT", PATH).header("Content-Type", "text/xml").body("<a/>").send();
    assertRefused(415, "unsupported-media-type", xml);
    assertUnchanged();
  }

  @Test
  void who_knows_older_settings_changes_nothing() {
    set(Map.of("allowRawHtml", true));
    var late =
        fixture
            .owner("PUT", PATH)
            .header("If-Match", "\"0\"")
            .json(Map.of("config", Map.of("allowRawHtml", false)))
            .send();
    assertRefused(412, "precondition-failed", late);
    assertTrue(view().body().at("/config/allowRawHtml").asBoolean());
  }

  @Test
  void where_nothing_serves_nothing_can_be_configured() {
    var reply =
        fixture
            .owner("PUT", "/markdown/config?environment=QA")
            .json(Map.of("config", Map.of()))
            .send();
    assertRefused(404, "not-deployed", reply);
  }

  @Test
  void no_version_comes_to_a_tenant_whose_configuration_it_would_refuse() {
    fixture.deployed("1.0.0", WHERE);
    fixture.serves("1.1.0", WHERE);
    set(Map.of("theme", "dark"));
    var pin =
        fixture
            .owner("PUT", "/markdown/version?environment=Production")
            .json(Map.of("version", "1.0.0", "reason", "why"))
            .send();
    assertRefused(409, "configuration-misfit", pin);
    assertEquals(List.of("/version"), pointers(pin));
    assertTrue(pin.body().toString().contains("/config/theme"), pin.toString());
    Documented.conforms(Action.PIN_TENANT, pin);
    fixture.owner("POST", "/markdown/disable?environment=Production").send();
    fixture.serves("1.0.0", WHERE);
    var enabled = fixture.owner("POST", "/markdown/enable?environment=Production").send();
    assertRefused(409, "configuration-misfit", enabled);
    assertFalse(fixture.stored(WHERE, OWN).orElseThrow().enabled());
  }

  private void assertUnchanged() {
    assertTrue(fixture.stored(WHERE, OWN).isEmpty());
    assertEquals(List.of(), fixture.audit(OWN));
  }

  private static void assertRefused(int status, String problem, Reply reply) {
    assertEquals(status, reply.status(), reply.toString());
    assertEquals(problem, reply.problem(), reply.toString());
  }

  private Reply set(Map<String, Object> values) {
    return fixture.owner("PUT", PATH).json(Map.of("config", values)).send();
  }

  private Reply text(String body) {
    return fixture.owner("PUT", PATH).header("Content-Type", "application/json").body(body).send();
  }

  private Reply view() {
    return fixture.owner("GET", PATH).send();
  }

  private static List<String> pointers(Reply reply) {
    return StreamSupport.stream(reply.body().path("errors").spliterator(), false)
        .map(it -> it.path("pointer").asText())
        .sorted()
        .toList();
  }
}
