package io.hotswap.persistence;

import io.hotswap.domain.node.RefusedReports;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.domain.tenant.entitlement.StageDefaults;
import io.hotswap.persistence.audit.DynamoAuditEntries;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.DynamoApprovals;
import io.hotswap.persistence.dynamo.DynamoCallStats;
import io.hotswap.persistence.dynamo.DynamoDeployments;
import io.hotswap.persistence.dynamo.DynamoFailureReports;
import io.hotswap.persistence.dynamo.DynamoHealthReports;
import io.hotswap.persistence.dynamo.DynamoNodeStatuses;
import io.hotswap.persistence.dynamo.DynamoNodes;
import io.hotswap.persistence.dynamo.DynamoOutbox;
import io.hotswap.persistence.dynamo.DynamoReleases;
import io.hotswap.persistence.dynamo.DynamoRouting;
import io.hotswap.persistence.dynamo.DynamoTenants;
import io.hotswap.persistence.dynamo.registry.DynamoCheckedVersions;
import io.hotswap.persistence.dynamo.registry.DynamoDeprecationTasks;
import io.hotswap.persistence.dynamo.registry.DynamoKnownVersions;
import io.hotswap.persistence.dynamo.registry.DynamoLibraryInventories;
import io.hotswap.persistence.dynamo.registry.DynamoTrustDocuments;
import io.hotswap.persistence.dynamo.registry.DynamoVersionLifecycles;
import io.hotswap.persistence.dynamo.tenant.DynamoBulkJobs;
import io.hotswap.persistence.dynamo.tenant.DynamoDataKeys;
import io.hotswap.persistence.dynamo.tenant.DynamoDefaultConfigurations;
import io.hotswap.persistence.dynamo.tenant.DynamoErasures;
import io.hotswap.persistence.dynamo.tenant.DynamoPins;
import io.hotswap.persistence.dynamo.tenant.DynamoRegisteredTenants;
import io.hotswap.persistence.dynamo.tenant.DynamoSealedSecrets;
import io.hotswap.persistence.dynamo.tenant.DynamoSecretUses;
import io.hotswap.persistence.dynamo.tenant.DynamoStageDefaults;
import io.hotswap.persistence.dynamo.tenant.DynamoTenantConfigurations;
import io.hotswap.persistence.dynamo.tenant.DynamoTenantPlugins;
import io.hotswap.persistence.dynamo.tenant.DynamoTenantUsages;
import io.hotswap.persistence.erasure.S3ErasureLedger;
import io.hotswap.persistence.erasure.StoredTenantData;
import io.hotswap.persistence.s3.S3AcceptanceSuites;
import io.hotswap.persistence.s3.S3EvidenceStore;
import io.hotswap.persistence.s3.S3TenantSamples;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/// A stage's tables and bucket as implementations of the domain's ports. Each is created on demand:
/// a process may have access to some of them only.
///
/// @param defaults of the stage
/// @param refused is told of reports in the wrong place
public record Stores(
    DynamoDbClient dynamo,
    S3Client s3,
    Tables tables,
    TenantDefaults defaults,
    RefusedReports refused,
    Clock clock) {
  /// Of a stage without defaults of its own.
  public Stores(DynamoDbClient dynamo, S3Client s3, Tables tables, Clock clock) {
    this(dynamo, s3, tables, TenantDefaults.OPEN, RefusedReports.UNCOUNTED, clock);
  }

  /// Of whoever reads no reports of nodes.
  public Stores(
      DynamoDbClient dynamo, S3Client s3, Tables tables, TenantDefaults defaults, Clock clock) {
    this(dynamo, s3, tables, defaults, RefusedReports.UNCOUNTED, clock);
  }

  public DynamoRouting routing() {
    return new DynamoRouting(dynamo, s3, tables);
  }

  public DynamoDeployments deployments() {
    return new DynamoDeployments(dynamo, tables, routing());
  }

  public DynamoVersionLifecycles versionLifecycles() {
    return new DynamoVersionLifecycles(dynamo, tables);
  }

  public DynamoDeprecationTasks deprecationTasks() {
    return new DynamoDeprecationTasks(dynamo, tables);
  }

  public DynamoApprovals approvals() {
    return new DynamoApprovals(dynamo, tables);
  }

  public DynamoAuditEntries auditEntries() {
    return new DynamoAuditEntries(dynamo, tables);
  }

  public DynamoTrustDocuments trustDocuments() {
    return new DynamoTrustDocuments(dynamo, s3, tables);
  }

  public DynamoCheckedVersions checkedVersions() {
    return new DynamoCheckedVersions(dynamo, tables);
  }

  public DynamoLibraryInventories libraryInventories() {
    return new DynamoLibraryInventories(dynamo, tables);
  }

  public DynamoKnownVersions knownVersions() {
    return new DynamoKnownVersions(dynamo, tables);
  }

  public DynamoReleases releases() {
    return new DynamoReleases(dynamo, tables);
  }

  public DynamoNodes nodes() {
    return new DynamoNodes(dynamo, tables, refused);
  }

  public DynamoHealthReports healthReports() {
    return new DynamoHealthReports(dynamo, tables, refused);
  }

  public DynamoTenants tenants() {
    return new DynamoTenants(dynamo, tables, clock);
  }

  public DynamoTenantPlugins tenantPlugins() {
    return new DynamoTenantPlugins(dynamo, tables, defaults, clock);
  }

  public StageDefaults stageDefaults() {
    return new DynamoStageDefaults(dynamo, tables);
  }

  /// The same settings as if the stage had no defaults: it is open and without quotas.
  public DynamoTenantPlugins tenantPluginsWithoutDefaults() {
    return new DynamoTenantPlugins(dynamo, tables, clock);
  }

  public DynamoTenantConfigurations tenantConfigurations() {
    return new DynamoTenantConfigurations(dynamo, tables);
  }

  public DynamoDefaultConfigurations defaultConfigurations() {
    return new DynamoDefaultConfigurations(dynamo, tables);
  }

  public DynamoSealedSecrets sealedSecrets() {
    return new DynamoSealedSecrets(dynamo, tables);
  }

  public DynamoDataKeys dataKeys() {
    return new DynamoDataKeys(dynamo, tables);
  }

  public DynamoSecretUses secretUses() {
    return new DynamoSecretUses(dynamo, tables, refused);
  }

  public DynamoPins pins() {
    return new DynamoPins(dynamo, tables);
  }

  public DynamoRegisteredTenants registeredTenants() {
    return new DynamoRegisteredTenants(dynamo, tables);
  }

  public DynamoTenantUsages tenantUsages() {
    return new DynamoTenantUsages(dynamo, tables);
  }

  public DynamoBulkJobs bulkJobs() {
    return new DynamoBulkJobs(dynamo, tables);
  }

  public DynamoErasures erasures() {
    return new DynamoErasures(dynamo, tables);
  }

  public StoredTenantData erasableData() {
    return new StoredTenantData(dynamo, s3, tables, clock);
  }

  public S3ErasureLedger erasureLedger(ErasureLedgerConfig config) {
    return new S3ErasureLedger(s3, config.bucket());
  }

  public DynamoCallStats callStats() {
    return new DynamoCallStats(dynamo, tables, refused);
  }

  public S3TenantSamples samples() {
    return new S3TenantSamples(s3, tables, refused);
  }

  public S3EvidenceStore evidence() {
    return new S3EvidenceStore(s3, tables);
  }

  public S3AcceptanceSuites acceptanceSuites() {
    return new S3AcceptanceSuites(s3, tables);
  }

  public DynamoOutbox outbox() {
    return new DynamoOutbox(dynamo, tables);
  }

  public DynamoFailureReports failureReports() {
    return new DynamoFailureReports(dynamo, tables, refused);
  }

  public DynamoNodeStatuses nodeStatuses() {
    return new DynamoNodeStatuses(dynamo, tables, refused);
  }
}
