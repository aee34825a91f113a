package io.hotswap.runtime.counting;

import io.hotswap.domain.telemetry.TenantStats;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// One version's calls by tenant, cumulative. Bounded: further tenants are not counted.
public final class TenantCounter {
  private static final int MOST_TENANTS = 20_000;
  private static final int MOST_METRICS = 200_000;
  private static final int MOST_NAMES = 100;

  private final Map<String, TenantCounts> tenants = new ConcurrentHashMap<>();
  private final LongAdder metricCount = new LongAdder();
  private final Set<String> recorded = ConcurrentHashMap.newKeySet();

  boolean recorded(String tenant, String name, double value) {
    var counts = of(tenant);
    if (counts == null) {
      return false;
    }
    var figure = counts.metric(name);
    if (figure == null) {
      if (metricCount.sum() >= MOST_METRICS) {
        return false;
      }
      metricCount.increment();
      if (recorded.size() < MOST_NAMES) {
        recorded.add(name);
      }
      figure = counts.newMetric(name);
    }
    figure.add(value);
    return true;
  }

  @Nullable TenantCounts of(String tenant) {
    var counts = tenants.get(tenant);
    if (counts != null || tenants.size() >= MOST_TENANTS) {
      return counts;
    }
    return tenants.computeIfAbsent(tenant, key -> new TenantCounts(this));
  }

  /// Names of the business metrics that the plugin recorded.
  public Set<String> recorded() {
    return Set.copyOf(recorded);
  }

  public Map<String, TenantCounts> byTenant() {
    return tenants;
  }

  /// The differences to an earlier reading, by tenant; without tenants that had no calls since.
  public Map<String, TenantStats> since(Map<String, TenantStats> begun) {
    Map<String, TenantStats> since = new HashMap<>();
    tenants.forEach(
        (tenant, counts) -> {
          var stats = counts.readSince(begun.getOrDefault(tenant, TenantStats.NONE));
          if (stats.calls() > 0) {
            since.put(tenant, stats);
          }
        });
    return since;
  }
}
