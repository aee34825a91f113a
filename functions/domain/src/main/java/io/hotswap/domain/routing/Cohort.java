package io.hotswap.domain.routing;

import java.util.Optional;
import java.util.Set;

/// The tenants that a stage has moved to the candidate: those whose hash is at or below the cutoff.
///
/// @param version the candidate
/// @param salt the deployment's id: every deployment has its own order of tenants
/// @param cutoff as an unsigned 64-bit number
public record Cohort(String version, String salt, long cutoff) implements TrafficShift {
  @Override
  public Optional<Claim> claim(String pluginName, String tenant, String node) {
    return contains(pluginName, tenant)
        ? Optional.of(new Claim(version, "cohort"))
        : Optional.empty();
  }

  @Override
  public Set<String> versions() {
    return Set.of(version);
  }

  boolean contains(String pluginName, String tenant) {
    return Long.compareUnsigned(TenantHash.of(pluginName, salt, tenant), cutoff) <= 0;
  }
}
