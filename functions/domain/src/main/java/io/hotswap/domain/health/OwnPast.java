package io.hotswap.domain.health;

import io.hotswap.domain.figures.TenantFigures;
import io.hotswap.domain.figures.TenantSample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// How often the tenants of a version failed before they were moved to it.
final class OwnPast {
  private OwnPast() {}

  /// @return share of the version's calls that would have failed; empty when none was counted
  static OptionalDouble failures(List<TenantSample> samples, String version) {
    Map<String, TenantFigures> now = new HashMap<>();
    Map<String, TenantFigures> before = new HashMap<>();
    for (var sample : samples) {
      sum(now, sample.versions().getOrDefault(version, Map.of()));
      sum(before, sample.before());
    }
    double calls = 0;
    double failing = 0;
    for (var tenant : now.entrySet()) {
      long called = tenant.getValue().calls();
      var past = before.getOrDefault(tenant.getKey(), TenantFigures.NONE);
      calls += called;
      failing += past.calls() == 0 ? 0 : (double) called * past.failures() / past.calls();
    }
    return calls == 0 ? OptionalDouble.empty() : OptionalDouble.of(failing / calls);
  }

  private static void sum(Map<String, TenantFigures> all, Map<String, TenantFigures> more) {
    more.forEach((tenant, figures) -> all.merge(tenant, figures, TenantFigures::plus));
  }
}
