package io.hotswap.runtime.counting;

import io.hotswap.domain.telemetry.TenantStats;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// One version's calls by tenant, cumulative. Bounded: who comes when it is full is not counted.
public final class TenantCounter {
  private static final int MOST_TENANTS = 20_000;
  private static final int MOST_FIGURES = 200_000;
  private static final int MOST_NAMES = 100;

  private final Map<String, TenantCounts> tenants = new ConcurrentHashMap<>();
  private final LongAdder figures = new LongAdder();
  private final Set<String> recorded = ConcurrentHashMap.newKeySet();

  boolean recorded(String tenant, String name, double value) {
    var counts = of(tenant);
    if (counts == null) {
      return false;
    }
    var figure = counts.figure(name);
    if (figure == null) {
      if (figures.sum() >= MOST_FIGURES) {
        return false;
      }
      figures.increment();
      if (recorded.size() < MOST_NAMES) {
        recorded.add(name);
      }
      figure = counts.newFigure(name);
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

  /// Names of the figures that the plugin recorded.
  public Set<String> recorded() {
    return Set.copyOf(recorded);
  }

  public Map<String, TenantCounts> byTenant() {
    return tenants;
  }

  /// By tenant what came since it read as given, where anything came.
  public Map<String, TenantStats> since(Map<String, TenantStats> begun) {
    Map<String, TenantStats> since = new HashMap<>();
    tenants.forEach(
        (tenant, counts) -> {
          var figures = counts.readSince(begun.getOrDefault(tenant, TenantStats.NONE));
          if (figures.calls() > 0) {
            since.put(tenant, figures);
          }
        });
    return since;
  }
}
