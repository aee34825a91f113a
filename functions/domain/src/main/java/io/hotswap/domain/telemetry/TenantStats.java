package io.hotswap.domain.telemetry;

import java.util.HashMap;
import java.util.Map;

/// Totals of one tenant's calls of one version over a period; totals of nodes and periods add up.
///
/// @param failures calls that the plugin is to blame for: failed or timed out
/// @param logMicros sum over the calls of the natural logarithm of their microseconds
/// @param recorded sum of each business metric that the plugin recorded during these calls, by name
public record TenantStats(
    long calls, long failures, double logMicros, Map<String, Double> recorded) {
  public static final TenantStats NONE = new TenantStats(0, 0, 0, Map.of());

  public TenantStats {
    recorded = Map.copyOf(recorded);
    if (calls < 0 || failures < 0 || failures > calls) {
      throw new IllegalArgumentException(failures + " of " + calls + " calls failed");
    }
  }

  public TenantStats plus(TenantStats other) {
    Map<String, Double> sums = new HashMap<>(recorded);
    other.recorded.forEach((name, sum) -> sums.merge(name, sum, Double::sum));
    return new TenantStats(
        calls + other.calls, failures + other.failures, logMicros + other.logMicros, sums);
  }
}
