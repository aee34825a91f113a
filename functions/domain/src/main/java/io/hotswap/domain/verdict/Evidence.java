package io.hotswap.domain.verdict;

import io.hotswap.domain.figures.TenantFigures;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What was seen since the stage began, by tenant. The arms are sorted: sums replay to the last
/// digit.
///
/// @param before the same tenants' figures on the previous version, from before the deployment
///   began; whoever is missing counts as average. What a tenant is always like need not be blamed
///   on the candidate: without `before`, latencies take far longer to judge
public record Evidence(
    Map<String, TenantFigures> candidate,
    Map<String, TenantFigures> baseline,
    Map<String, TenantFigures> before) {
  public Evidence {
    candidate = sorted(candidate);
    baseline = sorted(baseline);
    before = Map.copyOf(before);
  }

  private static Map<String, TenantFigures> sorted(Map<String, TenantFigures> figures) {
    var sorted = new LinkedHashMap<String, TenantFigures>();
    figures.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(it -> sorted.put(it.getKey(), it.getValue()));
    return Collections.unmodifiableMap(sorted);
  }
}
