package io.hotswap.persistence.golden;

import static io.hotswap.persistence.golden.DeploymentExamples.AT;
import static io.hotswap.persistence.golden.DeploymentExamples.PLUGIN;
import static io.hotswap.persistence.golden.RegistryExamples.audit;
import static io.hotswap.persistence.golden.ReportExamples.IN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentChange;
import io.hotswap.domain.deployment.DeploymentSlot;
import io.hotswap.domain.idempotency.Claim;
import io.hotswap.domain.idempotency.RequestHash;
import io.hotswap.domain.library.LibraryRepositories;
import io.hotswap.domain.library.StoredLibraries;
import io.hotswap.domain.lifecycle.VersionLifecycles;
import io.hotswap.domain.notification.Dispatch;
import io.hotswap.domain.plugin.Plugins;
import io.hotswap.domain.tenant.NewConfiguration;
import io.hotswap.persistence.Stores;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.DynamoRequests;
import io.hotswap.persistence.dynamo.DynamoUnloadReports;
import io.hotswap.persistence.dynamo.registry.DynamoLibraryRepositories;
import io.hotswap.persistence.dynamo.registry.DynamoPlugins;
import io.hotswap.persistence.dynamo.registry.DynamoStoredLibraries;
import io.hotswap.persistence.dynamo.registry.DynamoUploads;
import io.hotswap.persistence.dynamo.registry.DynamoVersionLifecycles;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Writes one of everything that is stored, through the adapters.
final class StageWriter {
  static final Instant REMOVED_UNTIL = AT.plusSeconds(60);
  static final Set<String> TENANTS = Set.of("acme", "umbrella");

  private final Stores stores;
  private final DynamoUploads uploads;
  private final DynamoPlugins plugins;
  private final LibraryRepositories repositories;
  private final StoredLibraries libraries;
  private final DynamoVersionLifecycles lifecycles;
  private final DynamoRequests requests;
  private final DynamoUnloadReports unloads;

  StageWriter(Tables tables) {
    this.stores = new Stores(Aws.dynamo(), Aws.s3(), tables, Clock.fixed(AT, ZoneOffset.UTC));
    this.uploads = new DynamoUploads(stores.dynamo(), tables);
    this.plugins = new DynamoPlugins(stores.dynamo(), tables, uploads);
    this.repositories = new DynamoLibraryRepositories(stores.dynamo(), tables);
    this.libraries = new DynamoStoredLibraries(stores.dynamo(), tables);
    this.lifecycles = new DynamoVersionLifecycles(stores.dynamo(), tables);
    this.requests = new DynamoRequests(stores.dynamo(), tables.idempotency());
    this.unloads = new DynamoUnloadReports(stores.dynamo(), tables);
  }

  void write() {
    writeRegistry();
    writeDeployments();
    writeRouting();
    writeReports();
  }

  private void writeRegistry() {
    var never = new Plugins.BinaryRemovals(0, Instant.EPOCH);
    uploads.add(RegistryExamples.OPEN);
    uploads.add(RegistryExamples.COMPLETED);
    var addition =
        new Plugins.Addition(
            RegistryExamples.REGISTERED,
            RegistryExamples.VERSION,
            RegistryExamples.BEGUN,
            Optional.empty(),
            never,
            audit(1));
    assertEquals(Plugins.Added.Written, plugins.add(addition));
    stores.libraryInventories().write(RegistryExamples.VERSION, List.of(RegistryExamples.LIBRARY));
    assertTrue(repositories.commit(RegistryExamples.REPOSITORIES, audit(62)));
    libraries.keep(RegistryExamples.PINNED);
    assertTrue(stores.checkedVersions().write(RegistryExamples.CHECKS, Optional.of(audit(60))));
    assertEquals(
        VersionLifecycles.Committed.Written,
        lifecycles.commit(
            RegistryExamples.LIFECYCLE,
            Optional.empty(),
            Optional.of(RegistryExamples.TASK),
            audit(80)));
    assertTrue(stores.trustDocuments().commit(RegistryExamples.TRUST, audit(61)));
    assertTrue(plugins.beginRemoval(RegistryExamples.REMOVED, REMOVED_UNTIL));
    if (claim(requests) instanceof Claim.Mine mine) {
      requests.answer(mine, RegistryExamples.ANSWER);
    }
    int number = 2;
    for (var approval : RegistryExamples.approvals()) {
      assertTrue(stores.approvals().commit(approval, audit(number++), List.of()));
    }
    for (var dispatch : RegistryExamples.dispatches()) {
      stores.outbox().put(List.of(dispatch.message()));
    }
    stores.outbox().write(beforeWrite(RegistryExamples.dispatches().getFirst()));
  }

  private static Dispatch beforeWrite(Dispatch it) {
    return new Dispatch(it.message(), it.states(), it.dueAt(), it.closedAt(), it.revision() - 1);
  }

  static Claim claim(DynamoRequests requests) {
    return requests.claim(
        RegistryExamples.KEY,
        new RequestHash("body", "body"),
        AT,
        Duration.ofSeconds(31),
        Duration.ofHours(24));
  }

  private void writeDeployments() {
    int number = 10;
    for (var deployment : DeploymentExamples.all()) {
      var free = DeploymentSlot.free(PLUGIN, deployment.environment());
      var holds = deployment.equals(DeploymentExamples.canary());
      var change =
          new DeploymentChange(
              deployment,
              free,
              holds ? slot(deployment) : free,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              List.of(),
              audit(number++));
      assertEquals(DeploymentChange.Result.Committed, stores.deployments().commit(change));
    }
    stores.acceptanceSuites().store(RoutingExamples.CASES);
    stores.evidence().store(DeploymentExamples.id(2), VerdictExamples.evidence());
  }

  static DeploymentSlot slot(Deployment holder) {
    return DeploymentSlot.free(PLUGIN, holder.environment())
        .taken(holder.id())
        .withLastChange(Optional.of(DeploymentExamples.id(9)));
  }

  private void writeRouting() {
    int number = 20;
    for (var document : RoutingExamples.all()) {
      assertTrue(stores.routing().commit(document, audit(number++)));
    }
    stores.routing().request(IN, PLUGIN, AT);
    var registered = TenantExamples.registered();
    assertTrue(stores.registeredTenants().commit(registered, audit(number++)));
    stores.dataKeys().putIfAbsent(IN, TenantExamples.secret().id().tenant(), "d3JhcHBlZA==");
    for (var settings : TenantExamples.all()) {
      var configuration =
          Optional.of(TenantExamples.configuration())
              .filter(it -> it.id().version() == settings.configuration())
              .map(it -> new NewConfiguration(it, List.of(TenantExamples.secret()), Map.of()));
      assertTrue(stores.tenantPlugins().commit(settings, configuration, audit(number++)));
    }
  }

  private void writeReports() {
    stores.nodes().heartbeat(ReportExamples.LEASE);
    stores.nodes().acknowledge(ReportExamples.ACKNOWLEDGEMENT);
    stores.healthReports().report(ReportExamples.HEALTH);
    stores.failureReports().report(ReportExamples.FAILURES);
    stores.callStats().record(ReportExamples.STATS);
    stores.callStats().record(ReportExamples.LITTLE);
    unloads.report(ReportExamples.LEAKED);
    unloads.report(ReportExamples.COLLECTED);
    stores.tenants().record(IN, PLUGIN, TENANTS, AT);
    assertTrue(stores.bulkJobs().create(TenantExamples.JOB, TenantExamples.LINES, audit(70)));
    stores.tenantUsages().record(TenantExamples.USAGE);
    stores.stageDefaults().put(IN, TenantExamples.DEFAULTS);
    stores.nodeStatuses().replace(Optional.empty(), ReportExamples.STATUS, List.of());
    stores.samples().record(ReportExamples.SAMPLE);
  }
}
