package io.hotswap.tenants;

import static io.hotswap.tenants.TenantsFixture.OTHER;
import static io.hotswap.tenants.TenantsFixture.OWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Documented;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.tenant.PluginAccess;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Which plugins a tenant may use.
class PluginAccessTest {
  private static final Environment WHERE = Environment.Production;
  private static final String HERE = "?environment=Production";
  private static final List<String> READS = List.of("", "/config", "/usage", "/history");
  private static final Map<String, Map<String, Object>> CHANGES =
      Map.of(
          "POST /enable", Map.of(),
          "POST /disable", Map.of(),
          "PUT /config", Map.of("config", Map.of()),
          "PUT ", Map.of("enabled", true),
          "PUT /quotas", Map.of("maxRequestsPerMinute", 5, "maxConcurrentExecutions", 2),
          "PUT /version", Map.of("version", "1.0.0", "reason", "why"));

  private TenantsFixture fixture = new TenantsFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void an_admin_refuses_a_plugin_and_grants_it_again() {
    var refused = decide("markdown", "Refused");
    assertEquals(200, refused.status(), refused.toString());
    Documented.conforms(Action.SET_PLUGIN_ACCESS, refused);
    assertEquals("Refused", refused.body().path("access").asText());
    var stored = fixture.stored(WHERE, OWN).orElseThrow();
    assertEquals(Optional.of(PluginAccess.Refused), stored.access());
    var record = fixture.audit(OWN).getFirst();
    assertEquals("setPluginAccess", record.action());
    assertEquals("Refused", record.after().get("access"));
    assertEquals("no contract", record.after().get("reason"));

    var dry = fixture.admin("DELETE", "/markdown/access" + HERE + "&dryRun=true").send();
    Documented.conforms(Action.REMOVE_PLUGIN_ACCESS, dry);
    assertFalse(dry.body().path("after").has("access"), dry.toString());
    var removed =
        fixture.admin("DELETE", "/markdown/access" + HERE).header("If-Match", "\"1\"").send();
    Documented.conforms(Action.REMOVE_PLUGIN_ACCESS, removed);
    assertEquals("\"2\"", removed.header("ETag"));
    assertEquals(200, fixture.owner("GET", "/markdown" + HERE).send().status());
  }

  @Test
  void the_owner_of_a_refused_tenant_neither_sees_nor_changes_anything_of_the_plugin() {
    fixture.deployed("1.0.0", WHERE);
    fixture.owner("POST", "/markdown/disable" + HERE).send();
    fixture.owner("POST", "/shop/disable" + HERE).send();
    decide("markdown", "Refused");
    assertShut("markdown");
    var bundle = "/api/v1/bundles/" + TenantsFixture.bundle("1.0.0", 0) + HERE;
    assertEquals(404, fixture.memberAt(Role.TenantOwner, "GET", bundle).send().status());
    assertEquals(200, fixture.memberAt(Role.Viewer, "GET", bundle).send().status());
    var listed = fixture.owner("GET", HERE).send();
    assertEquals(1, listed.body().path("items").size(), listed.toString());
    assertFalse(listed.body().toString().contains("markdown"), listed.toString());
    assertEquals(2, fixture.stored(WHERE, OWN).orElseThrow().revision());
    assertEquals(200, fixture.owner("GET", "/markdown?environment=QA").send().status());
    var staff = fixture.as("vera", "GET", OWN, HERE, Role.Viewer).send();
    assertEquals(2, staff.body().path("items").size(), staff.toString());
  }

  /// Whether or not there is such a plugin.
  @Test
  void in_a_closed_stage_a_tenant_has_what_was_granted_alone() {
    fixture.close();
    fixture = new TenantsFixture(Map.of("HOTSWAP_PLUGIN_ACCESS", "Closed"));
    assertShut("markdown");
    assertShut("nothing");
    assertEquals(reply("markdown").body().path("detail"), reply("nothing").body().path("detail"));
    decide("markdown", "Granted");
    assertEquals(200, reply("markdown").status());
    assertShut("shop");
    assertEquals(200, fixture.owner("POST", "/markdown/disable" + HERE).send().status());
    assertEquals(
        404, fixture.admin("PUT", "/nothing/access" + HERE).json(granted()).send().status());
  }

  @Test
  void a_job_decides_for_many_tenants_if_an_admin_started_it() {
    var body =
        Map.of(
            "reason",
            "contracts",
            "changes",
            List.of(
                Map.of("tenantId", OWN, "enabled", true),
                Map.of("tenantId", OTHER, "access", "Refused")));
    var path = "/api/v1/plugins/markdown/bulk-changes?environment=QA";
    var developer = fixture.memberAt(Role.Developer, "POST", path).json(body).send();
    assertEquals(403, developer.status(), developer.toString());
    Documented.conforms(Action.START_BULK_CHANGE, developer);
    assertEquals("/changes/1/access", developer.body().at("/errors/0/pointer").asText());
    var admin = fixture.memberAt(Role.Admin, "POST", path).json(body).send();
    assertEquals(202, admin.status(), admin.toString());
  }

  @Test
  void what_is_no_decision_is_told() {
    for (var bad : List.of(Map.of(), Map.of("access", "Maybe"), Map.of("access", true))) {
      var reply = fixture.admin("PUT", "/markdown/access" + HERE).json(bad).send();
      assertEquals(400, reply.status(), bad + ": " + reply);
      assertEquals("/access", reply.body().at("/errors/0/pointer").asText());
    }
    assertTrue(fixture.stored(WHERE, OWN).isEmpty());
  }

  private void assertShut(String plugin) {
    for (var path : READS) {
      assertShut(fixture.owner("GET", "/" + plugin + path + HERE).send());
    }
    CHANGES.forEach(
        (route, body) -> {
          var parts = route.split(" ", 2);
          var path = "/" + plugin + parts[1] + HERE;
          assertShut(fixture.owner(parts[0], path).json(body).send());
        });
    for (var path : List.of("/quotas", "/version")) {
      assertShut(fixture.owner("DELETE", "/" + plugin + path + HERE).send());
    }
  }

  private static void assertShut(Reply reply) {
    assertEquals(403, reply.status(), reply.toString());
    assertEquals("no-plugin-access", reply.problem());
  }

  private Reply reply(String plugin) {
    return fixture.owner("GET", "/" + plugin + HERE).send();
  }

  private Reply decide(String plugin, String access) {
    return fixture
        .admin("PUT", "/" + plugin + "/access" + HERE)
        .json(Map.of("access", access, "reason", "no contract"))
        .send();
  }

  private static Map<String, Object> granted() {
    return Map.of("access", "Granted");
  }
}
