package io.hotswap.deployments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.roles.RoleEnforcement;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What the schedule does about pins, with no more than its role allows.
class PinExpiryTest extends Reconciled {
  @Test
  void one_that_has_expired_is_ended_and_one_that_will_is_announced() {
    var expired = pinned("acme", Instant.now().minusSeconds(60));
    var expiring = pinned("umbrella", Instant.now().plus(Duration.ofHours(23)));
    for (int i = 0; i < 2; i++) {
      reconcile();
      assertEquals(Optional.empty(), settings(expired).pin());
      assertEquals(2, settings(expired).revision());
      assertTrue(settings(expiring).pin().isPresent());
      assertEquals(1, settings(expiring).revision());
      assertEquals(List.of(Message.Kind.PinEnding), messages());
    }
    assertTrue(
        RoleEnforcement.asked()
            .containsAll(Set.of("ReconcileRole dynamodb:Query", "ReconcileRole dynamodb:PutItem")),
        RoleEnforcement.asked().toString());
  }

  @Test
  void pins_end_although_a_deployment_cannot_be_read() {
    var unreadable = plane.deploy("1.0.0").body().at("/id").asText();
    plane.rewrite(unreadable, it -> it.remove("progress"));
    var expired = pinned("acme", Instant.now().minusSeconds(60));
    var failure = assertThrows(PartialFailure.class, this::reconcile);
    assertEquals(Set.of(unreadable), failure.failures().keySet());
    assertEquals(Optional.empty(), settings(expired).pin());
  }

  private TenantPluginId pinned(String tenant, Instant until) {
    var id = new TenantPluginId(Environment.Production, ControlPlane.MARKDOWN, tenant);
    var version = new RoutedVersion("1.0.0", Digest.over("1"), 10, "d", "t");
    var pin = new Pin(version, "why", Instant.now(), Optional.of(until));
    var audit =
        new AuditRecord(
            UUID.randomUUID(),
            AuditSubject.tenantPlugin(id.environment(), tenant, id.pluginId()),
            Instant.now(),
            "pinTenant",
            Origin.system("test", "r", ""),
            Map.of(),
            Map.of());
    var pinned = TenantPlugin.unset(id).withPin(Optional.of(pin)).written(Instant.now());
    assertTrue(plane.stores().tenantPlugins().commit(pinned, Optional.empty(), audit));
    return id;
  }

  private TenantPlugin settings(TenantPluginId id) {
    return plane.stores().tenantPlugins().find(id).orElseThrow();
  }

  private List<Message.Kind> messages() {
    return plane.stores().outbox().due(Instant.now().plusSeconds(60), 10).stream()
        .map(it -> it.message().kind())
        .toList();
  }
}
