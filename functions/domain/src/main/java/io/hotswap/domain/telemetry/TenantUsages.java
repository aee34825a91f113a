package io.hotswap.domain.telemetry;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.time.Instant;
import java.util.SortedMap;

/// The nodes' counts of what tenants used, minute by minute, kept for two days.
public interface TenantUsages {
  /// Replaces this process's earlier count of that minute.
  void record(UsageMinute minute);

  /// Of all nodes, by minute that begins in [from, until); minutes without calls are left out.
  SortedMap<Instant, TenantUsage> of(
      Environment environment, PluginId pluginId, String tenant, Instant from, Instant until);
}
