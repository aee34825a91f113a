package io.hotswap.deployments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.access.Role;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.node.VersionState;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.telemetry.HealthReport;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.PinnableVersions;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.bulk.BulkJob;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A migration whose new version turns out to be sick, with no more than the schedule's role
/// allows.
class MigrationHealthTest extends Reconciled {
  private static final Environment WHERE = Environment.Development;

  @Test
  void waves_stop_when_the_new_version_fails_its_checks_and_the_old_one_does_not() {
    var job = migrated();
    checked("1.1.0", 2);
    reconcile();
    assertEquals(1, job(job).handled(), "two failed checks are not three");
    checked("1.1.0", 3);
    reconcile();
    var stopped = job(job);
    assertTrue(stopped.isStopped());
    assertEquals(1, stopped.changed());
    assertEquals(
        Optional.of(
            "1.1.0 is worse than 1.0.0. Failed health checks: 3 or more failed checks in a row on"
                + " 1 of 1 nodes; n: down"),
        stopped.stoppedBecause());
  }

  @Test
  void waves_go_on_when_the_old_version_is_as_sick() {
    var job = migrated();
    checked("1.0.0", 3);
    checked("1.1.0", 3);
    reconcile();
    assertEquals(1, job(job).handled());
    reconcile();
    assertTrue(job(job).endedAt().isEmpty());
  }

  /// Of two tenants, in two waves.
  private UUID migrated() {
    deployed("1.1.0");
    deployed("1.0.0");
    pinned("acme");
    pinned("umbrella");
    var path = "/plugins/markdown/versions/1.0.0/migrate?environment=" + WHERE;
    var waves = Map.of("tenants", 1, "pause", "PT1H");
    var reply =
        plane
            .as(Role.Developer, "POST", path)
            .json(Map.of("reason", "ends", "to", "1.1.0", "waves", waves))
            .send();
    assertEquals(202, reply.status(), reply.toString());
    return UUID.fromString(reply.body().at("/bulkChange/id").asText());
  }

  /// As a node reports a version that it has loaded beside the other.
  private void checked(String version, int failures) {
    var nodes = plane.stores().nodes();
    var now = Instant.now();
    nodes.heartbeat(new Lease(WHERE, "n", "n-1", "h:1", now, now.plusSeconds(600)));
    nodes.acknowledge(
        new Acknowledgement(
            WHERE,
            ControlPlane.MARKDOWN,
            "n",
            "n-1",
            9,
            9,
            Map.of("1.0.0", VersionState.Ready, "1.1.0", VersionState.Ready),
            Optional.empty(),
            now));
    var why = failures == 0 ? "" : "down";
    plane
        .stores()
        .healthReports()
        .report(
            new HealthReport(
                WHERE, ControlPlane.MARKDOWN, version, "n", "n-1", failures, why, now));
  }

  private void deployed(String version) {
    var id = plane.deploy(version).body().path("id").asText();
    assertEquals("Succeeded", plane.complete(id, 1));
  }

  private void pinned(String tenant) {
    var stores = plane.stores();
    var id = new TenantPluginId(WHERE, ControlPlane.MARKDOWN, tenant);
    var pinnable = new PinnableVersions(stores.deployments(), stores.releases());
    var found = assertInstanceOf(Result.Done.class, pinnable.find(id, "1.0.0"));
    var pin = new Pin((RoutedVersion) found.value(), "why", Instant.now(), Optional.empty());
    var settings = TenantPlugin.unset(id).withPin(Optional.of(pin)).written(Instant.now());
    var audit =
        new AuditRecord(
            UUID.randomUUID(),
            AuditSubject.tenantPlugin(WHERE, tenant, ControlPlane.MARKDOWN),
            Instant.now(),
            "a",
            Origin.system("test", "r", ""),
            Map.of(),
            Map.of());
    assertTrue(stores.tenantPlugins().commit(settings, Optional.empty(), audit));
  }

  private BulkJob job(UUID id) {
    return plane.stores().bulkJobs().find(id).orElseThrow();
  }
}
