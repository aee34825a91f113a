package io.hotswap.deployments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.access.Role;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.lifecycle.Deprecation;
import io.hotswap.domain.lifecycle.DeprecationTask;
import io.hotswap.domain.lifecycle.EndOfLifeAction;
import io.hotswap.domain.lifecycle.Lifecycle;
import io.hotswap.domain.lifecycle.VersionLifecycle;
import io.hotswap.domain.lifecycle.VersionLifecycles;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.notification.Dispatch;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What the schedule does when a version's life has ended, with no more than its role allows.
class EndOfLifeTest extends Reconciled {
  private static final Environment WHERE = Environment.Development;
  private static final Instant PAST = Instant.parse("2026-01-31T12:00:00Z");

  @Test
  void tenants_that_are_pinned_to_it_move_to_its_successor_once() {
    deployed("1.0.0");
    deployed("1.1.0");
    pinned("acme", "1.0.0");
    pinned("umbrella", "1.0.0");
    pinned("other", "1.1.0");
    ends("1.0.0", Optional.of(EndOfLifeAction.Migrate), PAST);
    for (int i = 0; i < 3; i++) {
      reconcile();
    }
    assertEquals("1.1.0", pin("other"));
    assertEquals(
        Set.of("1.0.0", "1.1.0"),
        new TreeSet<>(List.of(pin("acme"), pin("umbrella"))),
        "the first of two waves");
    assertTrue(deprecation("1.0.0").ended().isPresent());
    var only = ended().getFirst();
    assertEquals(1, ended().size());
    assertEquals(new Message.Audience.Operators(), only.to());
    assertTrue(
        only.text().contains("Development: 2 pinned tenants move to 1.1.0 by bulk change"),
        only.text());
    var job = plane.stores().bulkJobs().open(10);
    assertEquals(1, job.size());
    var audit = lastAudit();
    assertEquals("endOfLife", audit.action());
    assertTrue(audit.after().containsKey("ended"), audit.toString());
  }

  @Test
  void what_cannot_be_moved_is_told_once_and_tried_until_it_can() {
    deployed("1.0.0");
    pinned("acme", "1.0.0");
    ends("1.0.0", Optional.of(EndOfLifeAction.Migrate), PAST);
    reconcile();
    reconcile();
    assertFalse(deprecation("1.0.0").ended().isPresent());
    assertEquals(1, ended().size());
    assertTrue(
        ended().getFirst().text().contains("which is tried again: No completed deployment"),
        ended().toString());
    deployed("1.1.0");
    reconcile();
    assertTrue(deprecation("1.0.0").ended().isPresent());
    assertEquals(2, ended().size());
    reconcile();
    assertEquals("1.1.0", pin("acme"));
  }

  @Test
  void the_plugin_is_disabled_for_those_whom_it_serves_by_default_or_by_a_pin() {
    deployed("1.1.0");
    deployed("1.0.0");
    calls("acme", "umbrella");
    pinned("umbrella", "1.1.0");
    pinned("away", "1.0.0");
    ends("1.0.0", Optional.of(EndOfLifeAction.Disable), PAST);
    reconcile();
    reconcile();
    assertFalse(settings("acme").enabled());
    assertFalse(settings("away").enabled());
    assertTrue(settings("umbrella").enabled());
    assertTrue(ended().getFirst().text().contains("disabled for 2 of 2 tenants"));
  }

  @Test
  void where_nothing_is_said_it_goes_on_serving_and_before_its_end_nothing_happens() {
    deployed("1.0.0");
    deployed("1.1.0");
    pinned("acme", "1.0.0");
    ends("1.0.0", Optional.empty(), PAST);
    ends("1.1.0", Optional.of(EndOfLifeAction.Disable), Instant.parse("2999-01-01T00:00:00Z"));
    reconcile();
    assertEquals("1.0.0", pin("acme"));
    assertTrue(settings("acme").enabled());
    assertEquals(1, ended().size());
    assertTrue(
        ended().getFirst().text().contains("Development: it goes on serving 1 known tenants."));
    assertFalse(deprecation("1.1.0").ended().isPresent());
  }

  @Test
  void nobodys_version_ends_before_they_were_told() {
    deployed("1.0.0");
    pinned("acme", "1.0.0");
    var ending = ends("1.0.0", Optional.of(EndOfLifeAction.Disable), PAST);
    var lifecycles = plane.stores().versionLifecycles();
    assertEquals(List.of(ending), lifecycles.due(Instant.now(), 10));
    assertEquals(1, plane.stores().deprecationTasks().open(10).size());
    reconcile();
    assertEquals(List.of(), plane.stores().deprecationTasks().open(10));
    assertTrue(deprecation("1.0.0").ended().isPresent());
  }

  private void deployed(String version) {
    var deployed =
        plane
            .as(Role.Developer, "POST", "/deployments")
            .json(ControlPlane.deployment(version))
            .send();
    assertEquals(202, deployed.status(), deployed.toString());
    var id = deployed.body().path("id").asText();
    assertEquals("Succeeded", plane.complete(id, 1));
  }

  private VersionLifecycle ends(String version, Optional<EndOfLifeAction> action, Instant end) {
    var successor = new SemanticVersion("1.1.0");
    var deprecation =
        new Deprecation(
            "Old.",
            Optional.of(successor).filter(it -> !it.text().equals(version)),
            Optional.of(end),
            PAST,
            action,
            Optional.empty());
    var lifecycles = plane.stores().versionLifecycles();
    var next =
        lifecycles
            .find(ControlPlane.MARKDOWN, new SemanticVersion(version))
            .with(Lifecycle.ACTIVE.with(deprecation));
    var task = DeprecationTask.of(next, Instant.now());
    assertEquals(
        VersionLifecycles.Committed.Written,
        lifecycles.commit(
            next,
            Optional.empty(),
            Optional.of(task),
            audit(AuditSubject.plugin(ControlPlane.MARKDOWN))));
    return next;
  }

  private Deprecation deprecation(String version) {
    return plane
        .stores()
        .versionLifecycles()
        .find(ControlPlane.MARKDOWN, new SemanticVersion(version))
        .lifecycle()
        .deprecation()
        .orElseThrow();
  }

  private AuditRecord lastAudit() {
    var page = PageRequest.first(1);
    var subject = AuditSubject.plugin(ControlPlane.MARKDOWN);
    return plane.stores().auditEntries().of(subject, page).items().getFirst().record();
  }

  private void calls(String... tenants) {
    var stores = plane.stores();
    stores.tenants().record(WHERE, ControlPlane.MARKDOWN, Set.of(tenants), Instant.now());
  }

  private void pinned(String tenant, String version) {
    var id = new TenantPluginId(WHERE, ControlPlane.MARKDOWN, tenant);
    var routed = new RoutedVersion(version, Digest.of(new byte[32]), 10, "d", "t");
    var pin = new Pin(routed, "why", PAST, Optional.empty());
    var settings = TenantPlugin.unset(id).withPin(Optional.of(pin)).written(PAST);
    var subject = AuditSubject.tenantPlugin(WHERE, tenant, ControlPlane.MARKDOWN);
    assertTrue(plane.stores().tenantPlugins().commit(settings, Optional.empty(), audit(subject)));
  }

  private TenantPlugin settings(String tenant) {
    var id = new TenantPluginId(WHERE, ControlPlane.MARKDOWN, tenant);
    return plane.stores().tenantPlugins().find(id).orElseThrow();
  }

  private String pin(String tenant) {
    return settings(tenant).pin().orElseThrow().version().version();
  }

  private static AuditRecord audit(AuditSubject subject) {
    var origin = Origin.system("test", "r", "");
    return new AuditRecord(
        UUID.randomUUID(), subject, Instant.now(), "a", origin, Map.of(), Map.of());
  }

  private List<Message> ended() {
    return plane.stores().outbox().due(Instant.now().plusSeconds(60), 50).stream()
        .map(Dispatch::message)
        .filter(it -> it.kind() == Message.Kind.EndOfLife)
        .toList();
  }
}
