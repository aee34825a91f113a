package io.hotswap.deployments.wire;

import io.hotswap.domain.deployment.Plan;
import java.util.List;
import java.util.Optional;

/// Tenants that a deployment goes around.
///
/// @param number of all
/// @param tenants the first by name
public record ExcludedView(int number, List<Tenant> tenants) {
  record Tenant(String tenantId, List<String> pointers) {
    static Tenant of(Plan.Excluded.Tenant it) {
      return new Tenant(it.name(), it.pointers());
    }
  }

  /// Empty where it goes around nobody.
  public static Optional<ExcludedView> of(Plan.Excluded it) {
    return it.number() == 0
        ? Optional.empty()
        : Optional.of(new ExcludedView(it.number(), it.first().stream().map(Tenant::of).toList()));
  }
}
