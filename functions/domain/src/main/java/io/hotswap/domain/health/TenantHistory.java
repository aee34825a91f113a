package io.hotswap.domain.health;

import io.hotswap.domain.telemetry.TenantSample;
import io.hotswap.domain.telemetry.TenantStats;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// Expected error rate of a version, from its tenants' error rates before they were moved to it.
final class TenantHistory {
  private TenantHistory() {}

  /// @return share of the version's calls expected to fail; empty without calls
  static OptionalDouble failures(List<TenantSample> samples, String version) {
    Map<String, TenantStats> now = new HashMap<>();
    Map<String, TenantStats> before = new HashMap<>();
    for (var sample : samples) {
      sum(now, sample.versions().getOrDefault(version, Map.of()));
      sum(before, sample.before());
    }
    double calls = 0;
    double failing = 0;
    for (var tenant : now.entrySet()) {
      long called = tenant.getValue().calls();
      var past = before.getOrDefault(tenant.getKey(), TenantStats.NONE);
      calls += called;
      failing += past.calls() == 0 ? 0 : (double) called * past.failures() / past.calls();
    }
    return calls == 0 ? OptionalDouble.empty() : OptionalDouble.of(failing / calls);
  }

  private static void sum(Map<String, TenantStats> all, Map<String, TenantStats> more) {
    more.forEach((tenant, stats) -> all.merge(tenant, stats, TenantStats::plus));
  }
}
