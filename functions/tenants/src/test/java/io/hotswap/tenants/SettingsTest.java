package io.hotswap.tenants;

import static io.hotswap.tenants.TenantsFixture.OWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Documented;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.TenantName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static final Environment WHERE = Environment.Production;
  private static final String HERE = "?environment=Production";

  private final TenantsFixture fixture = new TenantsFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void the_document_describes_the_functions_routes() {
    assertEquals(Documented.routes("TenantsFunction"), fixture.routes());
  }

  @Test
  void a_tenant_that_has_set_nothing_is_shown_with_defaults() {
    var reply = fixture.owner("GET", "/markdown" + HERE).send();
    assertEquals(200, reply.status(), reply.toString());
    Documented.conforms(Action.VIEW_TENANT_PLUGIN, reply);
    assertEquals("\"0\"", reply.header("ETag"));
    var shown = reply.body();
    assertEquals(OWN, shown.path("tenantId").asText());
    assertEquals("markdown", shown.path("pluginName").asText());
    assertEquals(TenantsFixture.MARKDOWN.toString(), shown.path("pluginId").asText());
    assertTrue(shown.path("enabled").asBoolean());
    assertEquals(0, shown.path("revision").asLong());
    for (var absent : List.of("version", "pin", "changedAt")) {
      assertFalse(shown.has(absent), absent);
    }
    assertEquals(0, shown.path("quotas").size());
    var list = fixture.owner("GET", HERE).send();
    Documented.conforms(Action.LIST_TENANT_PLUGINS, list);
    assertEquals(0, list.body().path("items").size());
  }

  @Test
  void a_disabled_plugin_is_disabled_in_that_environment_only_until_it_is_enabled() {
    var disabled =
        fixture.owner("POST", "/markdown/disable" + HERE).json(Map.of("reason", "too dear")).send();
    assertEquals(200, disabled.status(), disabled.toString());
    Documented.conforms(Action.DISABLE_TENANT_PLUGIN, disabled);
    assertEquals("\"1\"", disabled.header("ETag"));
    assertFalse(disabled.body().path("enabled").asBoolean());
    assertFalse(fixture.stored(WHERE, OWN).orElseThrow().enabled());
    assertEquals(Optional.empty(), fixture.stored(Environment.QA, OWN));
    assertEquals(disabled.body(), fixture.owner("GET", "/markdown" + HERE).send().body());
    var byGuid = fixture.owner("GET", "/" + TenantsFixture.MARKDOWN + HERE).send();
    assertEquals(disabled.body(), byGuid.body());

    var enabled = fixture.owner("POST", "/markdown/enable" + HERE).send();
    Documented.conforms(Action.ENABLE_TENANT_PLUGIN, enabled);
    assertEquals("\"2\"", enabled.header("ETag"));
    assertTrue(enabled.body().path("enabled").asBoolean());
    assertEquals(2, fixture.changes(WHERE));
  }

  @Test
  void every_change_leaves_one_record_and_no_change_none() {
    fixture.owner("POST", "/markdown/disable" + HERE).json(Map.of("reason", "too dear")).send();
    var again = fixture.owner("POST", "/markdown/disable" + HERE).send();
    assertEquals(200, again.status(), again.toString());
    assertEquals("\"1\"", again.header("ETag"));
    var records = fixture.audit(OWN);
    assertEquals(1, records.size());
    var only = records.getFirst();
    assertEquals("disableTenantPlugin", only.action());
    assertEquals("mia", only.origin().actor());
    var place = Map.of("environment", "Production", "pluginId", TenantsFixture.MARKDOWN.toString());
    assertEquals(with(place, Map.of("enabled", "true", "revision", "0")), only.before());
    assertEquals(
        with(place, Map.of("enabled", "false", "revision", "1", "reason", "too dear")),
        only.after());
  }

  @Test
  void what_is_set_is_listed_by_plugin_in_pages() {
    fixture.owner("POST", "/markdown/disable" + HERE).send();
    fixture.owner("POST", "/shop/disable" + HERE).send();
    fixture.owner("POST", "/shop/disable?environment=QA").send();
    var all = fixture.owner("GET", HERE).send();
    assertEquals(2, all.body().path("items").size(), all.toString());
    var first = fixture.owner("GET", HERE + "&limit=1").send();
    Documented.conforms(Action.LIST_TENANT_PLUGINS, first);
    var next = first.body().path("next").asText();
    var second = fixture.owner("GET", HERE + "&limit=1&next=" + next).send();
    assertEquals(
        names(all),
        List.of(names(first).getFirst(), names(second).getFirst()),
        first + " and " + second);
  }

  @Test
  void a_change_for_other_settings_than_those_stored_is_refused() {
    fixture.owner("POST", "/markdown/disable" + HERE).header("If-Match", "\"0\"").send();
    var lost = fixture.owner("POST", "/markdown/enable" + HERE).header("If-Match", "\"0\"").send();
    assertEquals(412, lost.status(), lost.toString());
    Documented.conforms(Action.ENABLE_TENANT_PLUGIN, lost);
    assertEquals("precondition-failed", lost.problem());
    assertEquals("#header/If-Match", pointer(lost));
    assertFalse(fixture.stored(WHERE, OWN).orElseThrow().enabled());
    var won = fixture.owner("POST", "/markdown/enable" + HERE).header("If-Match", "\"1\"").send();
    assertEquals(200, won.status(), won.toString());
    assertEquals(2, fixture.audit(OWN).size());
  }

  @Test
  void an_if_match_that_is_no_revision_is_told() {
    for (var bad :
        List.of(
            "1", "*", "\"x\"", "W/\"1\"", "\"1\", \"2\"", "\"-1\"", "\"" + "1".repeat(19) + "\"")) {
      var reply = fixture.owner("POST", "/markdown/enable" + HERE).header("If-Match", bad).send();
      assertEquals(400, reply.status(), bad + ": " + reply);
      assertEquals("#header/If-Match", pointer(reply));
    }
  }

  @Test
  void a_dry_run_answers_both_and_writes_nothing() {
    fixture.owner("POST", "/markdown/disable" + HERE).send();
    var dry = fixture.owner("POST", "/markdown/enable" + HERE + "&dryRun=true").send();
    assertEquals(200, dry.status(), dry.toString());
    Documented.conforms(Action.ENABLE_TENANT_PLUGIN, dry);
    assertEquals("\"1\"", dry.header("ETag"));
    assertFalse(dry.body().at("/before/enabled").asBoolean());
    assertTrue(dry.body().at("/after/enabled").asBoolean());
    assertEquals(2, dry.body().at("/after/revision").asLong());
    assertEquals(1, fixture.stored(WHERE, OWN).orElseThrow().revision());
    assertEquals(1, fixture.audit(OWN).size());
    assertEquals(1, fixture.changes(WHERE));
    var lost =
        fixture
            .owner("POST", "/markdown/enable" + HERE + "&dryRun=true")
            .header("If-Match", "\"7\"")
            .send();
    assertEquals(412, lost.status(), lost.toString());
  }

  @Test
  void a_repeated_key_answers_the_same_once_and_another_if_match_is_another_request() {
    Reply first = keyed("\"0\"");
    Reply again = keyed("\"0\"");
    assertEquals(200, first.status(), first.toString());
    assertEquals(first.body(), again.body());
    assertEquals("\"1\"", again.header("ETag"));
    assertEquals("true", again.header("Idempotent-Replayed"));
    assertEquals(1, fixture.audit(OWN).size());
    assertEquals(422, keyed("\"1\"").status());
  }

  private Reply keyed(String revision) {
    return fixture
        .owner("POST", "/markdown/disable" + HERE)
        .header("Idempotency-Key", "k1")
        .header("If-Match", revision)
        .send();
  }

  @Test
  void there_are_no_settings_of_an_unknown_plugin() {
    for (var route : List.of("GET /nothing", "POST /nothing/disable", "DELETE /nothing/quotas")) {
      var parts = route.split(" ", 2);
      var reply = fixture.owner(parts[0], parts[1] + HERE).send();
      assertEquals(404, reply.status(), reply.toString());
      assertEquals("plugin-not-found", reply.problem());
    }
  }

  @Test
  void the_environment_has_to_be_named() {
    assertPointer("#query/environment", fixture.owner("GET", "").send());
    assertPointer("#query/environment", fixture.owner("GET", "/markdown").send());
    assertPointer("#query/environment", fixture.owner("POST", "/markdown/enable").send());
    assertPointer("#query/environment", fixture.owner("GET", "/markdown?environment=Mars").send());
    var both = fixture.owner("GET", "/markdown").query("environment", "QA", "Staging").send();
    assertPointer("#query/environment", both);
    assertEquals(1, both.body().path("errors").size(), both.toString());
  }

  @Test
  void tenants_are_named_here_as_in_tokens() {
    for (var name : List.of("a", "A9", "a.b_c:d@e-f", "x".repeat(128))) {
      assertTrue(TenantName.isOne(name), name);
      var reply = read(name);
      assertEquals(200, reply.status(), name + ": " + reply);
      assertEquals(name, reply.body().path("tenantId").asText());
    }
    for (var name : List.of("-a", ".a", "x".repeat(129), "a%20b", "h%C3%B6he", "a%2Cb")) {
      assertPointer("#path/tenantId", read(name));
    }
  }

  private Reply read(String tenant) {
    return fixture.as("ada", "GET", tenant, "/markdown" + HERE, Role.Admin).send();
  }

  private static void assertPointer(String pointer, Reply reply) {
    assertEquals(400, reply.status(), reply.toString());
    assertEquals(pointer, pointer(reply), reply.toString());
  }

  private static String pointer(Reply reply) {
    return reply.body().at("/errors/0/pointer").asText();
  }

  private static List<String> names(Reply page) {
    return StreamSupport.stream(page.body().path("items").spliterator(), false)
        .map(it -> it.path("pluginName").asText())
        .toList();
  }

  private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
    var all = new HashMap<>(some);
    all.putAll(more);
    return all;
  }
}
