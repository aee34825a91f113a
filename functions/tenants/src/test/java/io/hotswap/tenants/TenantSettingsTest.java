package io.hotswap.tenants;

import static io.hotswap.tenants.TenantsFixture.OWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Documented;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.routing.Quota;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// All settings by one document.
class TenantSettingsTest {
  private static final Environment WHERE = Environment.Production;
  private static final String HERE = "?environment=Production";
  private static final Map<String, Object> ALL =
      Map.of(
          "tenantId",
          OWN,
          "pluginId",
          "markdown",
          "enabled",
          false,
          "version",
          "1.0.0",
          "reason",
          "their templates",
          "config",
          Map.of("allowRawHtml", true),
          "quotas",
          Map.of("maxRequestsPerMinute", 60, "maxConcurrentExecutions", 6));

  private final TenantsFixture fixture = new TenantsFixture();

  @BeforeEach
  void deploy() {
    fixture.deployed("1.0.0", WHERE);
    fixture.serves("1.0.0", WHERE);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void everything_is_set_by_one_revision_with_one_record() {
    var reply = put(ALL);
    assertEquals(200, reply.status(), reply.toString());
    Documented.conforms(Action.SET_TENANT_PLUGIN, reply);
    assertEquals("\"1\"", reply.header("ETag"));
    var stored = fixture.stored(WHERE, OWN).orElseThrow();
    assertFalse(stored.enabled());
    assertEquals("1.0.0", stored.pin().orElseThrow().version().version());
    assertEquals(Optional.of(new Quota(60, 6)), stored.quota().own());
    assertEquals(1, stored.configuration());
    assertEquals(1, fixture.audit(OWN).size());
    var record = fixture.audit(OWN).getFirst();
    assertEquals("setTenantPlugin", record.action());
    assertEquals("/allowRawHtml", record.after().get("changed"));
    var again = put(ALL);
    assertEquals("\"1\"", again.header("ETag"), again.toString());
    assertEquals(1, fixture.audit(OWN).size());
  }

  @Test
  void what_is_left_out_is_not_set_any_more_but_for_what_others_decide() {
    var ceiling = Map.of("maxRequestsPerMinute", 100, "maxConcurrentExecutions", 9);
    fixture.admin("PUT", "/markdown/quotas" + HERE).json(ceiling).send();
    fixture.admin("PUT", "/markdown/access" + HERE).json(Map.of("access", "Granted")).send();
    put(ALL);
    var reply = put(Map.of("enabled", true));
    assertEquals(200, reply.status(), reply.toString());
    var stored = fixture.stored(WHERE, OWN).orElseThrow();
    assertTrue(stored.enabled());
    assertEquals(Optional.empty(), stored.pin());
    assertEquals(Optional.empty(), stored.quota().own());
    assertEquals(Optional.of(new Quota(100, 9)), stored.quota().ceiling());
    assertTrue(stored.access().isPresent());
    var configuration = fixture.owner("GET", "/markdown/config" + HERE).send();
    assertEquals(0, configuration.body().path("config").size(), configuration.toString());
  }

  @Test
  void a_dry_run_shows_both_and_what_would_differ_and_writes_nothing() {
    var dry = fixture.owner("PUT", "/markdown" + HERE + "&dryRun=true").json(ALL).send();
    assertEquals(200, dry.status(), dry.toString());
    Documented.conforms(Action.SET_TENANT_PLUGIN, dry);
    assertTrue(dry.body().at("/before/enabled").asBoolean());
    assertFalse(dry.body().at("/after/enabled").asBoolean());
    assertEquals("/allowRawHtml", dry.body().at("/changes/0").asText());
    assertEquals("\"0\"", dry.header("ETag"));
    assertTrue(fixture.stored(WHERE, OWN).isEmpty());
  }

  @Test
  void all_that_cannot_be_so_is_told_at_once_and_nothing_is_written() {
    fixture
        .admin("PUT", "/markdown/quotas" + HERE)
        .json(Map.of("maxRequestsPerMinute", 10, "maxConcurrentExecutions", 9))
        .send();
    for (var dryRun : List.of("", "&dryRun=true")) {
      var reply =
          fixture
              .owner("PUT", "/markdown" + HERE + dryRun)
              .json(
                  Map.of(
                      "enabled",
                      true,
                      "version",
                      "7.7.7",
                      "reason",
                      "why",
                      "config",
                      Map.of("allowRawHtml", "yes", "colour", 1),
                      "quotas",
                      Map.of("maxRequestsPerMinute", 60, "maxConcurrentExecutions", 6)))
              .send();
      assertEquals(400, reply.status(), reply.toString());
      Documented.conforms(Action.SET_TENANT_PLUGIN, reply);
      assertEquals(
          Set.of(
              "/quotas/maxRequestsPerMinute", "/version", "/config/allowRawHtml", "/config/colour"),
          pointers(reply));
    }
    assertEquals(1, fixture.stored(WHERE, OWN).orElseThrow().revision());
  }

  @Test
  void a_document_that_contradicts_itself_or_the_path_is_told() {
    assertEquals(
        Set.of("/tenantId", "/pluginId", "/expiresAt"),
        pointers(
            put(
                Map.of(
                    "enabled", true,
                    "tenantId", "umbrella",
                    "pluginId", "shop",
                    "expiresAt", "2030-01-01T00:00:00Z"))));
    assertEquals(Set.of("/reason"), pointers(put(Map.of("enabled", true, "version", "1.0.0"))));
    var ended =
        Map.of(
            "enabled", true,
            "version", "1.0.0",
            "reason", "why",
            "expiresAt", "2020-01-01T00:00:00Z");
    assertEquals(Set.of("/enabled"), pointers(put(Map.of())));
    assertEquals(Set.of("/expiresAt"), pointers(put(ended)));
    assertTrue(fixture.stored(WHERE, OWN).isEmpty());
  }

  @Test
  void a_lost_race_is_refused_and_a_repeated_key_has_one_effect() {
    var request = fixture.owner("PUT", "/markdown" + HERE);
    var keyed = request.header("Idempotency-Key", "k").header("If-Match", "\"0\"").json(ALL);
    assertEquals(200, keyed.send().status());
    assertEquals("true", keyed.send().header("Idempotent-Replayed"));
    var lost =
        fixture
            .owner("PUT", "/markdown" + HERE)
            .header("If-Match", "\"0\"")
            .json(Map.of("enabled", true))
            .send();
    assertEquals(412, lost.status(), lost.toString());
    assertEquals(1, fixture.audit(OWN).size());
  }

  @Test
  void a_configuration_has_to_fit_the_version_that_the_same_document_pins() {
    fixture.deployed("1.1.0", WHERE);
    var later = Map.<String, Object>of("theme", "dark");
    assertEquals(Set.of("/config/theme"), pointers(put(pinned("1.0.0", later))));
    assertEquals(200, put(pinned("1.1.0", later)).status());
  }

  private static Map<String, Object> pinned(String version, Map<String, Object> config) {
    return Map.of("enabled", true, "version", version, "reason", "why", "config", config);
  }

  private Reply put(Map<String, ?> body) {
    return fixture.owner("PUT", "/markdown" + HERE).json(body).send();
  }

  private static Set<String> pointers(Reply reply) {
    assertEquals(400, reply.status(), reply.toString());
    Set<String> pointers = new HashSet<>();
    reply.body().path("errors").forEach(it -> pointers.add(it.path("pointer").asText()));
    return pointers;
  }
}
