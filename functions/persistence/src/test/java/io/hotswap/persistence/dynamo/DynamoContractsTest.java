package io.hotswap.persistence.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.approval.ApprovalsContract;
import io.hotswap.domain.audit.AuditEntries;
import io.hotswap.domain.audit.AuditEntriesContract;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.RefusedAttempts;
import io.hotswap.domain.audit.RefusedAttemptsContract;
import io.hotswap.domain.check.CheckedVersions;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.DeploymentsContract;
import io.hotswap.domain.fleet.NodeStatuses;
import io.hotswap.domain.fleet.NodeStatusesContract;
import io.hotswap.domain.idempotency.Requests;
import io.hotswap.domain.idempotency.RequestsContract;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.node.NodesContract;
import io.hotswap.domain.notification.Outbox;
import io.hotswap.domain.notification.OutboxContract;
import io.hotswap.domain.plugin.Plugins;
import io.hotswap.domain.plugin.PluginsContract;
import io.hotswap.domain.plugin.Uploads;
import io.hotswap.domain.plugin.UploadsContract;
import io.hotswap.domain.routing.RoutingChanges;
import io.hotswap.domain.routing.RoutingChangesContract;
import io.hotswap.domain.routing.RoutingDocuments;
import io.hotswap.domain.routing.TenantRoutings;
import io.hotswap.domain.telemetry.CallFailure;
import io.hotswap.domain.telemetry.CallStats;
import io.hotswap.domain.telemetry.CallStatsContract;
import io.hotswap.domain.telemetry.FailureReport;
import io.hotswap.domain.telemetry.FailureReports;
import io.hotswap.domain.telemetry.HealthReports;
import io.hotswap.domain.telemetry.HealthReportsContract;
import io.hotswap.domain.telemetry.LeakKind;
import io.hotswap.domain.telemetry.TenantSamples;
import io.hotswap.domain.telemetry.TenantSamplesContract;
import io.hotswap.domain.telemetry.TenantUsages;
import io.hotswap.domain.telemetry.TenantUsagesContract;
import io.hotswap.domain.telemetry.Tenants;
import io.hotswap.domain.telemetry.TenantsContract;
import io.hotswap.domain.telemetry.UnloadReport;
import io.hotswap.domain.telemetry.UnloadReports;
import io.hotswap.domain.telemetry.VersionReportsContract;
import io.hotswap.domain.tenant.Pins;
import io.hotswap.domain.tenant.PinsContract;
import io.hotswap.domain.tenant.SettingsFence;
import io.hotswap.domain.tenant.TenantConfigurations;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.domain.tenant.TenantPluginFeed;
import io.hotswap.domain.tenant.TenantPlugins;
import io.hotswap.domain.tenant.TenantPluginsContract;
import io.hotswap.domain.tenant.bulk.BulkJobs;
import io.hotswap.domain.tenant.bulk.BulkJobsContract;
import io.hotswap.domain.tenant.configuration.DefaultConfigurations;
import io.hotswap.domain.tenant.configuration.DefaultConfigurationsContract;
import io.hotswap.domain.tenant.directory.RegisteredTenants;
import io.hotswap.domain.tenant.directory.RegisteredTenantsContract;
import io.hotswap.domain.tenant.erasure.Erasure;
import io.hotswap.domain.tenant.erasure.ErasureLedger;
import io.hotswap.domain.tenant.erasure.ErasureLedgerContract;
import io.hotswap.domain.tenant.erasure.Erasures;
import io.hotswap.domain.tenant.erasure.ErasuresContract;
import io.hotswap.domain.tenant.secret.SealedSecrets;
import io.hotswap.domain.tenant.secret.SecretUses;
import io.hotswap.domain.tenant.secret.SecretUsesContract;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.Stores;
import io.hotswap.persistence.audit.DynamoAuditEntries;
import io.hotswap.persistence.audit.DynamoRefusedAttempts;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.keys.PluginKeys;
import io.hotswap.persistence.dynamo.registry.DynamoCheckedVersions;
import io.hotswap.persistence.dynamo.registry.DynamoPlugins;
import io.hotswap.persistence.dynamo.registry.DynamoUploads;
import io.hotswap.persistence.dynamo.tenant.DynamoBulkJobs;
import io.hotswap.persistence.dynamo.tenant.DynamoErasures;
import io.hotswap.persistence.dynamo.tenant.DynamoRegisteredTenants;
import io.hotswap.persistence.dynamo.tenant.DynamoSealedSecrets;
import io.hotswap.persistence.dynamo.tenant.DynamoSecretUses;
import io.hotswap.persistence.dynamo.tenant.DynamoTenantConfigurations;
import io.hotswap.persistence.dynamo.tenant.DynamoTenantPlugins;
import io.hotswap.persistence.dynamo.tenant.DynamoTenantUsages;
import io.hotswap.persistence.erasure.S3ErasureLedger;
import io.hotswap.persistence.s3.S3TenantSamples;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The tables and the bucket do what the domain's tests take for granted of its in-memory control
 * plane.
 */
class DynamoContractsTest {
  private static final LocalEngine ENGINE = LocalEngine.shared();
  private static final DynamoDbClient DYNAMO = Aws.dynamo();

  private static Tables stage() {
    return new Tables(ENGINE.freshStage().environment());
  }

  @Nested
  class ApprovalsInDynamo extends ApprovalsContract {
    private final Approvals approvals = new DynamoApprovals(DYNAMO, stage());

    @Override
    protected Approvals approvals() {
      return approvals;
    }
  }

  @Nested
  class DeploymentsInDynamo extends DeploymentsContract {
    private final Stores stores = new Stores(DYNAMO, Aws.s3(), stage(), Clock.systemUTC());

    @BeforeEach
    void registered() {
      var version = PluginKeys.version(PLUGIN, "1.0.0").attributes();
      DYNAMO.putItem(it -> it.tableName(stores.tables().plugins()).item(version));
    }

    @Override
    protected Deployments deployments() {
      return stores.deployments();
    }

    @Override
    protected Approvals approvals() {
      return stores.approvals();
    }

    @Override
    protected RoutingDocuments routing() {
      return stores.routing();
    }
  }

  @Nested
  class NodesInDynamo extends NodesContract {
    private final Nodes nodes = new DynamoNodes(DYNAMO, stage());

    @Override
    protected Nodes nodes() {
      return nodes;
    }
  }

  @Nested
  class PluginsInDynamo extends PluginsContract {
    private final Tables tables = stage();
    private final DynamoUploads uploads = new DynamoUploads(DYNAMO, tables);
    private final Plugins plugins = new DynamoPlugins(DYNAMO, tables, uploads);

    @Override
    protected CheckedVersions checked() {
      return new DynamoCheckedVersions(DYNAMO, tables);
    }

    @Override
    protected Plugins plugins() {
      return plugins;
    }

    @Override
    protected Uploads uploads() {
      return uploads;
    }
  }

  @Nested
  class RequestsInDynamo extends RequestsContract {
    private final Requests requests = new DynamoRequests(DYNAMO, stage().idempotency());

    @Override
    protected Requests requests() {
      return requests;
    }
  }

  private static void begun(Tables tables, Erasure erasure) {
    var audit =
        new AuditRecord(
            UUID.randomUUID(),
            erasure.subject().audited(),
            erasure.createdAt(),
            "a",
            erasure.origin(),
            Map.of(),
            Map.of());
    assertTrue(new DynamoErasures(DYNAMO, tables).create(erasure, audit));
  }

  @Nested
  class TenantPluginsInDynamo extends TenantPluginsContract {
    private final Tables tables = stage();
    private final DynamoTenantPlugins settings =
        new DynamoTenantPlugins(DYNAMO, tables, Clock.systemUTC());

    @Override
    protected TenantPlugins tenantPlugins() {
      return settings;
    }

    @Override
    protected TenantRoutings of(TenantDefaults stage) {
      return new DynamoTenantPlugins(DYNAMO, tables, stage, Clock.systemUTC());
    }

    @Override
    protected TenantPluginFeed feed() {
      return settings;
    }

    @Override
    protected void begin(Erasure erasure) {
      begun(tables, erasure);
    }

    @Override
    protected SettingsFence fence() {
      return settings;
    }

    @Override
    protected TenantConfigurations configurations() {
      return new DynamoTenantConfigurations(DYNAMO, tables);
    }

    @Override
    protected SealedSecrets secrets() {
      return new DynamoSealedSecrets(DYNAMO, tables);
    }
  }

  @Nested
  class SecretUsesInDynamo extends SecretUsesContract {
    private final SecretUses uses = new DynamoSecretUses(DYNAMO, stage());

    @Override
    protected SecretUses uses() {
      return uses;
    }
  }

  @Nested
  class RegisteredTenantsInDynamo extends RegisteredTenantsContract {
    private final Tables tables = stage();
    private final RegisteredTenants tenants = new DynamoRegisteredTenants(DYNAMO, tables);

    @Override
    protected void begin(Erasure erasure) {
      begun(tables, erasure);
    }

    @Override
    protected RegisteredTenants tenants() {
      return tenants;
    }
  }

  @Nested
  class ErasuresInDynamo extends ErasuresContract {
    private final Erasures erasures = new DynamoErasures(DYNAMO, stage());

    @Override
    protected Erasures erasures() {
      return erasures;
    }
  }

  @Nested
  class ErasureLedgerInS3 extends ErasureLedgerContract {
    private final ErasureLedger ledger = new S3ErasureLedger(Aws.s3(), stage().bucket());

    @Override
    protected ErasureLedger ledger() {
      return ledger;
    }
  }

  @Nested
  class TenantUsagesInDynamo extends TenantUsagesContract {
    private final TenantUsages usages = new DynamoTenantUsages(DYNAMO, stage());

    @Override
    protected TenantUsages usages() {
      return usages;
    }
  }

  @Nested
  class BulkJobsInDynamo extends BulkJobsContract {
    private final BulkJobs jobs = new DynamoBulkJobs(DYNAMO, stage());

    @Override
    protected BulkJobs jobs() {
      return jobs;
    }
  }

  @Nested
  class DefaultConfigurationsInDynamo extends DefaultConfigurationsContract {
    private final Stores stores = new Stores(DYNAMO, Aws.s3(), stage(), Clock.systemUTC());

    @Override
    protected DefaultConfigurations defaults() {
      return stores.defaultConfigurations();
    }
  }

  @Nested
  class PinsInDynamo extends PinsContract {
    private final Stores stores = new Stores(DYNAMO, Aws.s3(), stage(), Clock.systemUTC());

    @Override
    protected TenantPlugins tenantPlugins() {
      return stores.tenantPlugins();
    }

    @Override
    protected Pins pins() {
      return stores.pins();
    }

    @Override
    protected List<UUID> messages() {
      return stores.outbox().due(Instant.parse("2100-01-01T00:00:00Z"), 100).stream()
          .map(it -> it.message().id())
          .toList();
    }
  }

  @Nested
  class OutboxInDynamo extends OutboxContract {
    private final Outbox outbox = new DynamoOutbox(DYNAMO, stage());

    @Override
    protected Outbox outbox() {
      return outbox;
    }
  }

  @Nested
  class UploadsInDynamo extends UploadsContract {
    private final Uploads uploads = new DynamoUploads(DYNAMO, stage());

    @Override
    protected Uploads uploads() {
      return uploads;
    }
  }

  @Nested
  class RoutingInDynamo extends RoutingChangesContract {
    private final DynamoRouting routing = new DynamoRouting(DYNAMO, Aws.s3(), stage());

    @Override
    protected RoutingChanges changes() {
      return routing;
    }

    @Override
    protected RoutingDocuments routing() {
      return routing;
    }
  }

  @Nested
  class NodeStatusesInDynamo extends NodeStatusesContract {
    private final Tables tables = stage();
    private final NodeStatuses statuses = new DynamoNodeStatuses(DYNAMO, tables);
    private final Outbox outbox = new DynamoOutbox(DYNAMO, tables);

    @Override
    protected NodeStatuses statuses() {
      return statuses;
    }

    @Override
    protected Outbox outbox() {
      return outbox;
    }
  }

  @Nested
  class AuditEntriesInDynamo extends AuditEntriesContract {
    private final Tables tables = stage();
    private final AuditEntries entries = new DynamoAuditEntries(DYNAMO, tables);

    @Override
    protected AuditEntries entries() {
      return entries;
    }

    @Override
    protected void append(AuditRecord record) {
      assertEquals(
          new Transaction.Commit.Committed(),
          new Transaction(DYNAMO).audit(tables.audit(), record).commit());
    }
  }

  @Nested
  class RefusedAttemptsInDynamo extends RefusedAttemptsContract {
    private final RefusedAttempts attempts = new DynamoRefusedAttempts(DYNAMO, stage());

    @Override
    protected RefusedAttempts attempts() {
      return attempts;
    }
  }

  @Nested
  class CallStatsInDynamo extends CallStatsContract {
    private final CallStats stats = new DynamoCallStats(DYNAMO, stage());

    @Override
    protected CallStats stats() {
      return stats;
    }
  }

  @Nested
  class TenantsInDynamo extends TenantsContract {
    private final Tables tables = stage();

    @Override
    protected Tenants tenants(Instant now) {
      return new DynamoTenants(DYNAMO, tables, Clock.fixed(now, ZoneOffset.UTC));
    }
  }

  @Nested
  class TenantSamplesInS3 extends TenantSamplesContract {
    private final TenantSamples samples = new S3TenantSamples(Aws.s3(), stage());

    @Override
    protected TenantSamples samples() {
      return samples;
    }
  }

  @Nested
  class HealthReportsInDynamo extends HealthReportsContract {
    private final HealthReports reports = new DynamoHealthReports(DYNAMO, stage());

    @Override
    protected HealthReports reports() {
      return reports;
    }
  }

  @Nested
  class UnloadReportsInDynamo extends VersionReportsContract<UnloadReport> {
    private static final UnloadReport.Leak LEAK =
        new UnloadReport.Leak(LeakKind.Timer, "Timer t runs on.", List.of("thread t"), 2);
    private final UnloadReports reports = new DynamoUnloadReports(DYNAMO, stage());

    @Override
    protected UnloadReport report(String version, String node, String incarnation, Instant at) {
      return new UnloadReport(
          Environment.Development,
          SHOP,
          version,
          node,
          incarnation,
          Instant.EPOCH,
          List.of("JDBC driver test.Driver"),
          Optional.of(LEAK),
          at);
    }

    @Override
    protected void report(UnloadReport report) {
      reports.report(report);
    }

    @Override
    protected List<UnloadReport> of(Environment environment, PluginId pluginId) {
      return reports.of(environment, pluginId);
    }
  }

  @Nested
  class FailureReportsInDynamo extends VersionReportsContract<FailureReport> {
    private static final CallFailure FAILURE =
        new CallFailure(
            Instant.EPOCH,
            "run",
            "a.B",
            "broken",
            List.of("a.B.c(B.java:1)"),
            "0af7651916cd43dd8448eb211c80319c");
    private final FailureReports reports = new DynamoFailureReports(DYNAMO, stage());

    @Override
    protected FailureReport report(String version, String node, String incarnation, Instant at) {
      return new FailureReport(
          Environment.Development, SHOP, version, node, incarnation, List.of(FAILURE), at);
    }

    @Override
    protected void report(FailureReport report) {
      reports.report(report);
    }

    @Override
    protected List<FailureReport> of(Environment environment, PluginId pluginId) {
      return reports.of(environment, pluginId, "1.0.0");
    }
  }
}
