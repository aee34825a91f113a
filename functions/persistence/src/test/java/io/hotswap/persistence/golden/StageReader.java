package io.hotswap.persistence.golden;

import static io.hotswap.persistence.golden.DeploymentExamples.AT;
import static io.hotswap.persistence.golden.DeploymentExamples.PLUGIN;
import static io.hotswap.persistence.golden.ReportExamples.IN;

import io.hotswap.domain.deployment.strategy.AcceptanceSuite;
import io.hotswap.domain.idempotency.Claim;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.library.LibraryRepositories;
import io.hotswap.domain.library.StoredLibraries;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.plugin.Plugins;
import io.hotswap.domain.tenant.TenantPluginFeed.Changes.Known;
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
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Reads one of everything that is stored, through the adapters.
final class StageReader {
  private final Stores stores;
  private final DynamoUploads uploads;
  private final DynamoPlugins plugins;
  private final LibraryRepositories repositories;
  private final StoredLibraries libraries;
  private final DynamoVersionLifecycles lifecycles;
  private final DynamoRequests requests;
  private final DynamoUnloadReports unloads;

  StageReader(Tables tables) {
    this.stores = new Stores(Aws.dynamo(), Aws.s3(), tables, Clock.fixed(AT, ZoneOffset.UTC));
    this.uploads = new DynamoUploads(stores.dynamo(), tables);
    this.plugins = new DynamoPlugins(stores.dynamo(), tables, uploads);
    this.repositories = new DynamoLibraryRepositories(stores.dynamo(), tables);
    this.libraries = new DynamoStoredLibraries(stores.dynamo(), tables);
    this.lifecycles = new DynamoVersionLifecycles(stores.dynamo(), tables);
    this.requests = new DynamoRequests(stores.dynamo(), tables.idempotency());
    this.unloads = new DynamoUnloadReports(stores.dynamo(), tables);
  }

  /// What [StageWriter] wrote, by where it is read.
  static Map<String, Object> expected() {
    Map<String, Object> all = new HashMap<>();
    DeploymentExamples.all().forEach(it -> all.put("deployment " + it.id(), Optional.of(it)));
    all.put("slot", StageWriter.slot(DeploymentExamples.canary()));
    all.put("holders", Set.of(DeploymentExamples.id(2)));
    all.put("waiting", Set.of(DeploymentExamples.id(1)));
    all.put("acceptance", RoutingExamples.CASES);
    all.put("evidence", VerdictExamples.evidence());
    RoutingExamples.all().forEach(it -> all.put("routing " + it.environment(), List.of(it)));
    all.put("ejected", Map.of(PLUGIN, Set.of("node-7", "node-8", "node-9")));
    all.put("changes", 3L);
    all.put("health checks", Map.of(PLUGIN, AT));
    TenantExamples.all().forEach(it -> all.put("settings of " + it.id(), Optional.of(it)));
    all.put("configuration", List.of(TenantExamples.configuration()));
    all.put("secret", Optional.of(TenantExamples.secret()));
    all.put("data key", Optional.of("d3JhcHBlZA=="));
    all.put("bulk job", Optional.of(TenantExamples.JOB));
    all.put("bulk lines", TenantExamples.LINES);
    all.put("usage", Map.of(TenantExamples.USAGE.minute(), TenantExamples.USED));
    all.put("defaults", Optional.of(TenantExamples.DEFAULTS));
    all.put("registered tenant", Optional.of(TenantExamples.registered()));
    all.put("settings", Set.copyOf(TenantExamples.all()));
    all.put("settings changed", Set.copyOf(TenantExamples.all()));
    RegistryExamples.approvals().forEach(it -> all.put("approval " + it.id(), Optional.of(it)));
    all.put("newest approval", Optional.of(RegistryExamples.approvals().getFirst()));
    all.put("messages", RegistryExamples.dispatches());
    all.put("audit", RegistryExamples.audit(1));
    all.put("plugin", Optional.of(RegistryExamples.REGISTERED));
    all.put("version", Optional.of(RegistryExamples.VERSION));
    all.put("trust", RegistryExamples.TRUST);
    all.put("signature for nodes", RegistryExamples.VERSION.signature());
    all.put("checks", Optional.of(RegistryExamples.CHECKS));
    all.put("libraries", List.of(RegistryExamples.LIBRARY));
    all.put("repositories", RegistryExamples.REPOSITORIES);
    all.put("pinned library", Optional.of(RegistryExamples.PINNED));
    all.put("lifecycle", RegistryExamples.LIFECYCLE);
    all.put("deprecations", List.of(RegistryExamples.TASK));
    all.put("release name", Optional.of("golden"));
    all.put("release", Optional.of(List.of("1.1.0", Set.of("network:a.b:1"), Set.of("charge"))));
    all.put(
        "removals",
        new Plugins.BinaryRemovals(
            1, Instant.ofEpochMilli(StageWriter.REMOVED_UNTIL.toEpochMilli())));
    all.put("open upload", Optional.of(RegistryExamples.OPEN));
    all.put("completed upload", Optional.of(RegistryExamples.COMPLETED));
    all.put("answer", new Claim.Answered(RegistryExamples.ANSWER));
    all.put("leases", List.of(ReportExamples.LEASE));
    all.put("acknowledgements", List.of(ReportExamples.ACKNOWLEDGEMENT));
    all.put("health", List.of(ReportExamples.HEALTH));
    all.put("failures", List.of(ReportExamples.FAILURES));
    all.put("call stats", List.of(ReportExamples.STATS, ReportExamples.LITTLE));
    all.put("unloads", List.of(ReportExamples.COLLECTED, ReportExamples.LEAKED));
    all.put("tenants", new TreeSet<>(StageWriter.TENANTS));
    all.put("node statuses", List.of(ReportExamples.STATUS));
    all.put("samples", List.of(ReportExamples.SAMPLE));
    return all;
  }

  Map<String, Object> read() {
    Map<String, Object> all = new HashMap<>();
    readDeployments(all);
    readRouting(all);
    readRegistry(all);
    readReports(all);
    return all;
  }

  private void readDeployments(Map<String, Object> all) {
    for (var deployment : DeploymentExamples.all()) {
      var id = deployment.id();
      all.put("deployment " + id, stores.deployments().find(id));
    }
    all.put("slot", stores.deployments().slot(PLUGIN, IN));
    all.put("holders", stores.deployments().holders());
    all.put("waiting", stores.deployments().waiting());
    all.put(
        "acceptance", stores.acceptanceSuites().find(AcceptanceSuite.of(RoutingExamples.CASES)));
    all.put("evidence", stores.evidence().find(objectUnder("verdicts/")));
    for (var approval : RegistryExamples.approvals()) {
      all.put("approval " + approval.id(), stores.approvals().find(approval.id()));
    }
    all.put("newest approval", stores.approvals().of(DeploymentExamples.id(2)));
  }

  private void readRouting(Map<String, Object> all) {
    var routing = stores.routing();
    Arrays.stream(Environment.values())
        .forEach(
            in ->
                all.put(
                    "routing " + in,
                    routing.pointers(in).stream().map(routing::document).toList()));
    all.put("ejected", routing.ejected(IN));
    all.put("changes", routing.changeCount(IN));
    all.put("health checks", routing.healthCheckRequests(IN));
    all.put("trust", stores.trustDocuments().current());
    all.put(
        "signature for nodes",
        stores.trustDocuments().signature(RegistryExamples.VERSION.digest()));
    readTenants(all);
  }

  private void readTenants(Map<String, Object> all) {
    var settings = stores.tenantPlugins();
    var registered = TenantExamples.registered().id();
    var minute = TenantExamples.USAGE.minute();
    var secret = TenantExamples.secret().id();
    all.put("secret", stores.sealedSecrets().find(secret));
    all.put("data key", stores.dataKeys().find(IN, secret.tenant()));
    all.put("defaults", stores.tenantPlugins().defaults(IN));
    all.put("bulk job", stores.bulkJobs().find(TenantExamples.JOB.id()));
    all.put("bulk lines", stores.bulkJobs().next(TenantExamples.JOB));
    all.put(
        "usage", stores.tenantUsages().of(IN, PLUGIN, registered, minute, minute.plusSeconds(60)));
    all.put("registered tenant", stores.registeredTenants().find(registered));
    for (var example : TenantExamples.all()) {
      all.put("settings of " + example.id(), settings.find(example.id()));
    }
    all.put(
        "configuration",
        stores.tenantConfigurations().find(List.of(TenantExamples.configuration().id())));
    all.put("settings", Set.copyOf(settings.ofPlugin(IN, PLUGIN)));
    all.put(
        "settings changed",
        TenantExamples.all().stream()
            .map(it -> it.id().shard())
            .distinct()
            .map(it -> (Known) settings.changes(IN, it, 0))
            .flatMap(it -> it.changed().stream())
            .collect(Collectors.toSet()));
  }

  private void readRegistry(Map<String, Object> all) {
    var ids = RegistryExamples.dispatches().stream().map(it -> it.message().id()).toList();
    all.put("messages", stores.outbox().find(ids));
    var audited = RegistryExamples.audit(1).subject();
    var chain = stores.auditEntries().of(audited, PageRequest.first(1));
    all.put("audit", chain.items().getFirst().record());
    all.put("plugin", plugins.find(PLUGIN));
    all.put("version", plugins.find(PLUGIN, RegistryExamples.VERSION.version()));
    all.put("libraries", stores.libraryInventories().of(RegistryExamples.VERSION));
    all.put("checks", stores.checkedVersions().find(PLUGIN, RegistryExamples.VERSION.version()));
    all.put("repositories", repositories.current());
    all.put("pinned library", libraries.find(RegistryExamples.PINNED.digest()));
    all.put("lifecycle", lifecycles.find(PLUGIN, RegistryExamples.VERSION.version()));
    all.put("deprecations", stores.deprecationTasks().open(10));
    all.put("release name", stores.releases().pluginName(PLUGIN));
    all.put(
        "release",
        stores
            .releases()
            .find(PLUGIN, "1.1.0")
            .map(it -> List.of(it.version(), it.permissions(), it.operations())));
    all.put("removals", plugins.removals(RegistryExamples.REMOVED.digest()));
    all.put("open upload", uploads.find(RegistryExamples.OPEN.id()));
    all.put("completed upload", uploads.find(RegistryExamples.COMPLETED.id()));
    all.put("answer", StageWriter.claim(requests));
  }

  private void readReports(Map<String, Object> all) {
    var minute = ReportExamples.MINUTE;
    all.put("leases", stores.nodes().leases(IN));
    all.put("acknowledgements", stores.nodes().acknowledgements(IN, PLUGIN));
    all.put("health", stores.healthReports().of(IN, PLUGIN));
    all.put("failures", stores.failureReports().of(IN, PLUGIN, "1.1.0"));
    all.put(
        "call stats", stores.callStats().of(IN, PLUGIN, "1.1.0", minute, minute.plusSeconds(60)));
    all.put("unloads", unloads.of(IN, PLUGIN));
    all.put("tenants", stores.tenants().of(IN, PLUGIN));
    all.put("node statuses", stores.nodeStatuses().of(IN));
    all.put("samples", stores.samples().of(IN, PLUGIN, ReportExamples.WINDOW));
  }

  // Its name ends with the hash of its bytes.
  private String objectUnder(String folder) {
    var bucket = stores.tables().bucket();
    return stores
        .s3()
        .listObjectsV2(it -> it.bucket(bucket).prefix(folder))
        .contents()
        .getFirst()
        .key();
  }
}
