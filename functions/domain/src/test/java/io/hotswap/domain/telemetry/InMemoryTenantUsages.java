package io.hotswap.domain.telemetry;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Usage in memory.
public final class InMemoryTenantUsages implements TenantUsages {
  private final Map<List<Object>, UsageMinute> stored = new ConcurrentHashMap<>();

  @Override
  public void record(UsageMinute it) {
    var key =
        List.<Object>of(
            it.environment(), it.pluginId(), it.nodeId(), it.incarnation(), it.minute());
    stored.put(key, it);
  }

  @Override
  public SortedMap<Instant, TenantUsage> of(
      Environment environment, PluginId pluginId, String tenant, Instant from, Instant until) {
    SortedMap<Instant, TenantUsage> usage = new TreeMap<>();
    stored.values().stream()
        .filter(it -> it.environment() == environment && it.pluginId().equals(pluginId))
        .filter(it -> !it.minute().isBefore(from) && it.minute().isBefore(until))
        .forEach(
            it ->
                Optional.ofNullable(it.tenants().get(tenant))
                    .ifPresent(used -> usage.merge(it.minute(), used, TenantUsage::plus)));
    return usage;
  }
}
