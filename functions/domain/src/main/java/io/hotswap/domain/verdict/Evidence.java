package io.hotswap.domain.verdict;

import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.telemetry.TenantStats;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Counts by tenant since the stage began. The arms are sorted, so sums are reproducible to the
/// last digit.
///
/// @param before the same tenants' counts on the previous version, from before the deployment
///   began; a tenant without any counts as average. It separates tenants' own differences from the
///   candidate's: without it, latencies take far longer to judge
public record Evidence(
    Map<String, TenantStats> candidate,
    Map<String, TenantStats> baseline,
    Map<String, TenantStats> before) {
  public Evidence {
    candidate = sorted(candidate);
    baseline = sorted(baseline);
    before = Map.copyOf(before);
  }

  /// A page with one item: the evidence of some tenants, in the order of their names.
  public Page<Evidence> part(PageRequest page) {
    var tenants =
        Stream.of(candidate, baseline, before)
            .flatMap(it -> it.keySet().stream())
            .filter(it -> page.after().isEmpty() || it.compareTo(page.after().get()) > 0)
            .collect(Collectors.toCollection(TreeSet::new));
    var some = tenants.stream().limit(page.limit()).collect(Collectors.toCollection(TreeSet::new));
    return new Page<>(
        List.of(new Evidence(of(candidate, some), of(baseline, some), of(before, some))),
        some.size() < tenants.size() ? Optional.of(some.last()) : Optional.empty());
  }

  private static Map<String, TenantStats> of(
      Map<String, TenantStats> figures, Set<String> tenants) {
    return figures.entrySet().stream()
        .filter(it -> tenants.contains(it.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Map<String, TenantStats> sorted(Map<String, TenantStats> figures) {
    var sorted = new LinkedHashMap<String, TenantStats>();
    figures.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(it -> sorted.put(it.getKey(), it.getValue()));
    return Collections.unmodifiableMap(sorted);
  }
}
