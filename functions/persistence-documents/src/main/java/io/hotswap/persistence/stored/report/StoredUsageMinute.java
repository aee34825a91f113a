package io.hotswap.persistence.stored.report;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.TenantUsage;
import io.hotswap.domain.telemetry.UsageMinute;
import io.hotswap.serialization.MappedValues;
import java.time.Instant;
import java.util.Map;

/// What some tenants used on a node in one minute.
public record StoredUsageMinute(
    Environment environment,
    PluginId pluginId,
    String nodeId,
    String incarnation,
    Instant minute,
    Map<String, Used> tenants)
    implements StoredReport {
  public static StoredUsageMinute of(UsageMinute it) {
    return new StoredUsageMinute(
        it.environment(),
        it.pluginId(),
        it.nodeId(),
        it.incarnation(),
        it.minute(),
        MappedValues.of(it.tenants(), Used::of));
  }

  public UsageMinute toDomain() {
    return new UsageMinute(
        environment,
        pluginId,
        nodeId,
        incarnation,
        minute,
        MappedValues.of(tenants, Used::toDomain));
  }

  record Used(long requests, long refused, int peak, long processorMillis, long peakMemoryBytes) {
    static Used of(TenantUsage it) {
      return new Used(
          it.requests(), it.refused(), it.peak(), it.processorMillis(), it.peakMemoryBytes());
    }

    TenantUsage toDomain() {
      return new TenantUsage(requests, refused, peak, processorMillis, peakMemoryBytes);
    }
  }
}
