package io.hotswap.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.Disclosed;
import io.hotswap.api.Gateway.Reply;
import io.hotswap.api.RefusedPlugin;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.UnloadReport;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.DynamoUnloadReports;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class DisclosureTest extends RegistrationTest {
  @Test
  void who_registered_a_version_and_which_nodes_had_it_is_for_the_platforms_own_people() {
    gateway
        .request("POST", PLUGINS)
        .token(ISSUER.token("dora@rival", Role.Developer))
        .json(Map.of("name", "shown", "content", base64(plugin("shown", "1.0.0"))))
        .send();
    var now = Instant.now();
    new DynamoUnloadReports(DYNAMO, new Tables(ENVIRONMENT))
        .report(
            new UnloadReport(
                Environment.Development,
                PluginId.of("shown"),
                "1.0.0",
                "node-of-rival",
                "i1",
                now,
                List.of(),
                Optional.empty(),
                now));
    Function<String, Function<Role, Reply>> get = path -> role -> as(role, "GET", path).send();
    new Disclosed(List.of("dora@rival", "node-of-rival"), List.of(), List.of("1.0.0"))
        .check(Action.LIST_VERSIONS, get.apply(PLUGINS + "/shown/versions"));
    new Disclosed(List.of("dora@rival", "checkResults"), List.of(), List.of("1.0.0"))
        .check(Action.VIEW_VERSION, get.apply(PLUGINS + "/shown/versions/1.0.0"));
    new Disclosed(List.of(), List.of(), List.of("shown"))
        .check(Action.VIEW_PLUGIN, get.apply(PLUGINS + "/shown"));
    new Disclosed(List.of(), List.of(), List.of("items"))
        .check(Action.LIST_PLUGINS, get.apply(PLUGINS));
  }

  @Test
  void a_plugin_that_a_tenant_may_nowhere_use_is_none_to_its_owners() {
    gateway
        .request("POST", PLUGINS)
        .token(ISSUER.token("dora", Role.Developer))
        .json(Map.of("name", "hidden", "content", base64(plugin("hidden", "1.0.0"))))
        .send();
    RefusedPlugin.everywhere(new Tables(ENVIRONMENT), PluginId.of("hidden"), "shut-out");
    for (var path : List.of("/hidden", "/hidden/versions", "/hidden/versions/1.0.0")) {
      assertEquals(404, read("shut-out", Role.TenantOwner, path).status());
      assertEquals(200, read("someone", Role.TenantOwner, path).status());
      assertEquals(200, read("shut-out", Role.Viewer, path).status());
    }
    var missing = read("shut-out", Role.TenantOwner, "/missing");
    var hidden = read("shut-out", Role.TenantOwner, "/hidden");
    assertEquals("There is no plugin hidden.", hidden.body().path("detail").asText());
    assertEquals("There is no plugin missing.", missing.body().path("detail").asText());
    assertFalse(listed("shut-out", Role.TenantOwner));
    assertTrue(listed("someone", Role.TenantOwner));
    assertTrue(listed("shut-out", Role.Viewer));
  }

  private static boolean listed(String tenant, Role role) {
    var page = read(tenant, role, "?limit=100");
    while (true) {
      if (page.body().path("items").toString().contains("hidden")) {
        return true;
      }
      if (!page.body().has("next")) {
        return false;
      }
      page = read(tenant, role, "?limit=100&next=" + page.body().path("next").asText());
    }
  }

  private static Reply read(String tenant, Role role, String path) {
    return gateway
        .request("GET", PLUGINS + path)
        .token(ISSUER.tokenOf(tenant, "olga", role))
        .send();
  }
}
