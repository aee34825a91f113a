package io.hotswap.deployments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.api.roles.RoleEnforcement;
import io.hotswap.deployments.reconciliation.ReconcileHandler;
import io.hotswap.domain.audit.AuditEntry;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.telemetry.TenantUsage;
import io.hotswap.domain.telemetry.UsageMinute;
import io.hotswap.domain.tenant.NewConfiguration;
import io.hotswap.domain.tenant.TenantConfiguration;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.erasure.Erasure;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedTenant;
import io.hotswap.persistence.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The schedule carries erasures on, with no more than its role allows.
class ErasureRunTest {
  private static final Origin ORIGIN = Origin.system("test", "r", "");
  private static final TenantPluginId ID =
      new TenantPluginId(Environment.QA, ControlPlane.MARKDOWN, "initech");
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MINUTES);

  @TempDir Path directory;
  private ControlPlane plane;
  private Stores stores;
  private ReconcileHandler reconciler;

  @BeforeEach
  void start() {
    plane = new ControlPlane(directory.resolve("trace.jsonl"));
    stores = plane.stores();
    reconciler = plane.reconciler();
  }

  @AfterEach
  void stop() {
    reconciler.close();
    plane.close();
  }

  private static AuditRecord audit(AuditSubject subject) {
    return new AuditRecord(UUID.randomUUID(), subject, NOW, "a", ORIGIN, Map.of(), Map.of());
  }

  private void settings() {
    var next = TenantPlugin.unset(ID).withConfiguration(1).written(NOW);
    var configuration =
        new TenantConfiguration(new TenantConfiguration.Id(ID, 1), "{}", Map.of(), NOW);
    var subject = AuditSubject.tenantPlugin(ID.environment(), ID.tenant(), ID.pluginId());
    assertTrue(
        stores
            .tenantPlugins()
            .commit(next, Optional.of(NewConfiguration.of(configuration)), audit(subject)));
  }

  private UUID begun(Instant at) {
    var erasure =
        Erasure.begun(UUID.randomUUID(), new ErasedTenant(ID.tenant()), ORIGIN, Map.of(), at);
    assertTrue(stores.erasures().create(erasure, audit(AuditSubject.tenant(ID.tenant()))));
    return erasure.id();
  }

  private Erasure reconciled(UUID id) {
    Reconciled.ask(reconciler, "{}");
    return stores.erasures().find(id).orElseThrow();
  }

  @Test
  void an_erasure_ends_with_a_certificate() {
    settings();
    stores.tenants().record(ID.environment(), ID.pluginId(), Set.of(ID.tenant()), NOW);
    var used = Map.of(ID.tenant(), new TenantUsage(1, 0, 1));
    stores
        .tenantUsages()
        .record(new UsageMinute(ID.environment(), ID.pluginId(), "n", "i", NOW, used));
    var id = begun(NOW.minus(Duration.ofMinutes(10)));
    var ended = reconciled(id);
    // A slow machine may need another of its minutes.
    for (int minute = 1; minute < 5 && !ended.hasEnded(); minute++) {
      ended = reconciled(id);
    }
    assertTrue(ended.hasEnded(), ended.toString());
    assertEquals(Optional.empty(), stores.tenantPlugins().find(ID));
    assertEquals(Set.of(), stores.tenants().of(ID.environment(), ID.pluginId()));
    var certificate =
        stores.auditEntries().of(AuditSubject.tenant(ID.tenant()), PageRequest.first(1)).items();
    assertEquals("completeErasure", certificate.getFirst().record().action());
    assertTrue(
        RoleEnforcement.asked()
            .containsAll(
                Set.of("ReconcileRole dynamodb:DeleteItem", "ReconcileRole dynamodb:Scan")),
        RoleEnforcement.asked().toString());
  }

  @Test
  void settings_go_at_once_and_what_nodes_still_report_later() {
    settings();
    var running = reconciled(begun(NOW));
    assertTrue(!running.hasEnded() && !running.erased().isEmpty(), running.toString());
    assertEquals(Optional.empty(), stores.tenantPlugins().find(ID));
    var settings = AuditSubject.tenantPlugin(ID.environment(), ID.tenant(), ID.pluginId());
    assertEquals(
        "eraseSettings",
        stores.auditEntries().of(settings, PageRequest.first(1)).items().stream()
            .map(AuditEntry::record)
            .map(AuditRecord::action)
            .findFirst()
            .orElseThrow());
  }
}
