package io.hotswap.deployments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.roles.RoleEnforcement;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.trust.BlockedBinary;
import io.hotswap.domain.trust.BlockingBinaries;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What the check machine has done about a version with malware, with no more than the role allows.
class InfectedTest extends Reconciled {
  private static final Origin SYSTEM = Origin.system("checks", "r1", "");

  @Test
  void the_version_before_serves_again_and_nobody_can_bring_it_anywhere() {
    plane.complete(deployed("1.0.0"), 1);
    var id = deployed("1.1.0");
    plane.complete(id, 1);
    var tenant = pinned();
    block();
    assertEquals("{\"outcome\":\"Done\"}", ask("{\"step\": \"StopInfected\"}"));
    var deployment = plane.get("/deployments/" + id).body();
    assertEquals("RollbackAdmitted", deployment.at("/phase").asText(), deployment.toString());
    plane.step("RevertRouting", id, 2);
    assertEquals(Set.of("1.0.0"), plane.routed().serving());
    assertEquals(Optional.empty(), plane.stores().tenantPlugins().find(tenant).orElseThrow().pin());
    var history = plane.get("/deployments/" + id + "/rollback-history").body();
    assertEquals(
        "Malware was found in it", history.at("/items/0/reason").asText(), history.toString());
    assertEquals("binary-blocked", plane.deploy("1.1.0").problem());
    long generation = plane.routed().generation();
    reconcile();
    assertEquals(generation, plane.routed().generation());
    assertTrue(
        RoleEnforcement.asked()
            .containsAll(
                Set.of("ReconcileRole s3:GetObject", "ReconcileRole states:StartExecution")),
        RoleEnforcement.asked().toString());
  }

  @Test
  void a_person_cannot_roll_back_to_it() {
    plane.complete(deployed("1.0.0"), 1);
    plane.complete(deployed("1.1.0"), 1);
    block();
    plane.register("1.2.0");
    var id = deployed("1.2.0");
    plane.complete(id, 1);
    var refused =
        plane
            .as(Role.Admin, "POST", "/deployments/" + id + "/rollback")
            .json(Map.of("toVersion", "1.1.0"))
            .send();
    assertEquals(409, refused.status(), refused.toString());
    assertEquals("binary-blocked", refused.problem());
    var back = plane.as(Role.Admin, "POST", "/deployments/" + id + "/rollback").send();
    assertEquals(202, back.status(), back.toString());
    plane.step("RevertRouting", id, 2);
    assertEquals(Set.of("1.0.0"), plane.routed().serving());
  }

  private String deployed(String version) {
    var reply = plane.deploy(version);
    assertEquals(202, reply.status(), reply.toString());
    return reply.body().at("/id").asText();
  }

  private void block() {
    var version = plane.stores().releases().find(ControlPlane.MARKDOWN, "1.1.0").orElseThrow();
    new BlockingBinaries(plane.stores().trustDocuments(), Clock.systemUTC())
        .block(
            new BlockedBinary(version.digest(), "markdown", "1.1.0", "Eicar", Instant.now()),
            SYSTEM);
  }

  private TenantPluginId pinned() {
    var id = new TenantPluginId(Environment.Development, ControlPlane.MARKDOWN, "acme");
    var routed = plane.routed().versions().get("1.1.0");
    var pin = new Pin(routed, "why", Instant.now(), Optional.empty());
    var audit =
        new AuditRecord(
            UUID.randomUUID(),
            AuditSubject.tenantPlugin(id.environment(), id.tenant(), id.pluginId()),
            Instant.now(),
            "pinTenant",
            SYSTEM,
            Map.of(),
            Map.of());
    var pinned = TenantPlugin.unset(id).withPin(Optional.of(pin)).written(Instant.now());
    assertTrue(plane.stores().tenantPlugins().commit(pinned, Optional.empty(), audit));
    return id;
  }
}
