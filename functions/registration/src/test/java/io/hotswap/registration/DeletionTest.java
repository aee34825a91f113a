package io.hotswap.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.access.Action;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.tenant.DynamoTenantPlugins;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DeletionTest extends RegistrationTest {
  @Test
  void a_plugin_goes_with_its_versions_and_binaries() {
    var one = plugin("gone", "1.0.0");
    var two = plugin("gone", "1.1.0");
    inline("gone", one);
    inline("gone", two);
    assertEquals(204, delete("gone").status());
    assertEquals(404, get(PLUGINS + "/gone").status());
    assertFalse(objects("binaries/").contains("binaries/" + sha256(one)));
    assertFalse(objects("binaries/").contains("binaries/" + sha256(two)));
    var audit = audited(PluginId.of("gone").toString()).getLast();
    assertEquals("deletePlugin", audit.action());
    assertTrue(audit.before().getOrDefault("removed", "").contains("1.1.0@sha256:"));
    assertEquals(201, inline("gone", one).status(), "and may come back");
  }

  @Test
  void not_while_it_serves_anywhere() {
    inline("serving", plugin("serving", "1.0.0"));
    var pointer = "POINTER#" + PluginId.of("serving");
    write("ROUTING", "ENV#QA", pointer, Map.of("deployed", AttributeValue.fromBool(true)));
    var before = everything();
    assertProblem(Action.DELETE_PLUGIN, delete("serving"), 409, "plugin-in-use");
    assertEquals(before, everything());
    write("ROUTING", "ENV#QA", pointer, Map.of("deployed", AttributeValue.fromBool(false)));
    assertEquals(204, delete("serving").status());
  }

  @Test
  void not_while_a_deployment_is_at_work() {
    inline("busy", plugin("busy", "1.0.0"));
    var place = "PLACE#" + PluginId.of("busy") + "#Development";
    write("DEPLOYMENTS", place, "PLACE", Map.of("holder", AttributeValue.fromS("d-1")));
    assertProblem(Action.DELETE_PLUGIN, delete("busy"), 409, "plugin-in-use");
    write("DEPLOYMENTS", place, "PLACE", Map.of("fence", AttributeValue.fromN("1")));
    assertEquals(204, delete("busy").status());
  }

  @Test
  void not_while_a_tenant_is_pinned_to_it() {
    inline("pinned", plugin("pinned", "1.0.0"));
    pinned(Optional.of(new Pin(routed(), "why", Instant.now(), Optional.empty())), 1);
    var before = everything();
    var refused = delete("pinned");
    assertProblem(Action.DELETE_PLUGIN, refused, 409, "plugin-in-use");
    assertTrue(refused.body().at("/detail").asText().contains("QA"), refused.toString());
    assertEquals(before, everything());
    pinned(Optional.empty(), 2);
    assertEquals(204, delete("pinned").status());
  }

  private static void pinned(Optional<Pin> pin, long revision) {
    var id = new TenantPluginId(Environment.QA, PluginId.of("pinned"), "acme");
    var settings = TenantPlugin.unset(id).withPin(pin);
    for (long written = 0; written < revision; written++) {
      settings = settings.written(Instant.now());
    }
    var subject = AuditSubject.tenantPlugin(id.environment(), id.tenant(), id.pluginId());
    var audit =
        new AuditRecord(
            UUID.randomUUID(),
            subject,
            Instant.now(),
            "a",
            Origin.system("test", "r", ""),
            Map.of(),
            Map.of());
    var stored = new DynamoTenantPlugins(DYNAMO, new Tables(ENVIRONMENT), Clock.systemUTC());
    assertTrue(stored.commit(settings, Optional.empty(), audit));
  }

  private static RoutedVersion routed() {
    return new RoutedVersion("1.0.0", Digest.over("1.0.0"), 1, "d", "t");
  }

  private static io.hotswap.api.Gateway.Reply delete(String name) {
    return as(Role.Admin, "DELETE", PLUGINS + "/" + name).send();
  }

  private static void write(
      String table, String pk, String sk, Map<String, AttributeValue> attributes) {
    var item = new HashMap<>(attributes);
    item.put("pk", AttributeValue.fromS(pk));
    item.put("sk", AttributeValue.fromS(sk));
    DYNAMO.putItem(it -> it.tableName(ENVIRONMENT.get("HOTSWAP_" + table + "_TABLE")).item(item));
  }
}
