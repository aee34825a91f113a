package io.hotswap.domain.deployment.plan;

import io.hotswap.domain.deployment.strategy.OnMisfit;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.tenant.configuration.MisfitTenants;
import io.hotswap.domain.tenant.configuration.MisfitTenants.Misfit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether a deployment goes around the tenants whose configuration its version would refuse.
public final class ExcludedTenants {
  private ExcludedTenants() {}

  /// Why it does not; empty when it does, or has no need to.
  ///
  /// @param document the plugin's current routing document in the environment
  public static Optional<Refusal> refusal(
      OnMisfit onMisfit, String version, Optional<RoutingDocument> document, List<Misfit> misfits) {
    return switch (onMisfit) {
      case Refuse -> MisfitTenants.refusal(version, misfits);
      case Exclude ->
          document.flatMap(RoutingDocument::defaultVersion).isEmpty()
              ? MisfitTenants.refusal(version, misfits)
              : tooMany(document, misfits);
    };
  }

  private static Optional<Refusal> tooMany(
      Optional<RoutingDocument> document, List<Misfit> misfits) {
    Set<String> all = new HashSet<>(document.map(it -> it.kept().keySet()).orElse(Set.of()));
    misfits.forEach(it -> all.add(it.tenant()));
    return all.size() <= RoutingDocument.MOST_KEPT
        ? Optional.empty()
        : Optional.of(
            Refusal.of(
                ErrorCode.CONFIGURATION_MISFIT,
                "A deployment goes around %d tenants at most, and these would be %d."
                    .formatted(RoutingDocument.MOST_KEPT, all.size()),
                "/onMisfit",
                "at most %d tenants whose configuration does not fit"
                    .formatted(RoutingDocument.MOST_KEPT),
                "Give the version a schema that more of them fit."));
  }
}
