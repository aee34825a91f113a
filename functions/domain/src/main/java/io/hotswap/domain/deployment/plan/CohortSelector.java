package io.hotswap.domain.deployment.plan;

import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.routing.Cohort;
import io.hotswap.domain.routing.RoutedTenants;
import io.hotswap.domain.routing.TenantHash;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Selects the tenants that a stage moves: those with the lowest hashes. The cohort is stored as a
/// cutoff, which also decides about tenants that appear later.
public final class CohortSelector {
  private CohortSelector() {}

  /// The tenants that a deployment may move: neither pinned nor disabled, and permitted.
  ///
  /// @param excluded tenants that the deployment goes around
  public static Set<String> movable(
      Set<String> tenants, RoutedTenants settings, Set<String> excluded) {
    return tenants.stream()
        .filter(it -> !excluded.contains(it))
        .filter(it -> settings.of(it).isMovable())
        .collect(Collectors.toSet());
  }

  /// Number of tenants in a share: rounded, at least one.
  public static int size(int tenants, int percentage) {
    return tenants == 0
        ? 0
        : Math.max(1, Math.toIntExact(Math.round(tenants * percentage / 100.0)));
  }

  /// The cohort with this share of the tenants; it contains all of the previous cohort.
  ///
  /// @param tenants enabled and not pinned
  /// @param before the previous cohort of the same deployment
  public static Cohort cohort(
      Deployment deployment, Set<String> tenants, int percentage, Optional<Cohort> before) {
    var salt = deployment.id().toString();
    long cutoff =
        tenants.isEmpty()
            ? threshold(percentage)
            : cutoff(deployment.pluginName(), salt, tenants, size(tenants.size(), percentage));
    var mine = before.filter(it -> it.salt().equals(salt)).map(Cohort::cutoff);
    long grown = mine.filter(it -> Long.compareUnsigned(it, cutoff) > 0).orElse(cutoff);
    return new Cohort(deployment.version().release(), salt, grown);
  }

  private static long cutoff(String plugin, String salt, Set<String> tenants, int size) {
    var hashes = tenants.stream().mapToLong(it -> TenantHash.of(plugin, salt, it)).toArray();
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] ^= Long.MIN_VALUE;
    }
    java.util.Arrays.sort(hashes);
    return hashes[size - 1] ^ Long.MIN_VALUE;
  }

  /// Cutoff when no tenant is known yet: the share of the hash range.
  private static long threshold(int percentage) {
    return percentage >= 100 ? -1L : Long.divideUnsigned(-1L, 100) * percentage;
  }
}
