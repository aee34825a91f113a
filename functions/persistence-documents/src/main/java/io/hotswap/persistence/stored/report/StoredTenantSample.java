package io.hotswap.persistence.stored.report;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.TenantSample;
import io.hotswap.serialization.MappedValues;
import java.time.Instant;
import java.util.Map;

/// A node's counts by tenant, an object in the bucket.
public record StoredTenantSample(
    Environment environment,
    PluginId pluginId,
    String window,
    String nodeId,
    String incarnation,
    Instant at,
    Map<String, Map<String, StoredTenantStats>> versions,
    Map<String, StoredTenantStats> before)
    implements StoredReport {
  public static StoredTenantSample of(TenantSample it) {
    return new StoredTenantSample(
        it.environment(),
        it.pluginId(),
        it.window(),
        it.nodeId(),
        it.incarnation(),
        it.at(),
        MappedValues.of(it.versions(), all -> MappedValues.of(all, StoredTenantStats::of)),
        MappedValues.of(it.before(), StoredTenantStats::of));
  }

  public TenantSample toDomain() {
    return new TenantSample(
        environment,
        pluginId,
        window,
        nodeId,
        incarnation,
        at,
        MappedValues.of(versions, all -> MappedValues.of(all, StoredTenantStats::toDomain)),
        MappedValues.of(before, StoredTenantStats::toDomain));
  }

  /// The same with another name of a tenant.
  public StoredTenantSample renamed(String tenant, String name) {
    return new StoredTenantSample(
        environment,
        pluginId,
        window,
        nodeId,
        incarnation,
        at,
        MappedValues.of(versions, it -> StoredEvidence.renamed(it, tenant, name)),
        StoredEvidence.renamed(before, tenant, name));
  }
}
