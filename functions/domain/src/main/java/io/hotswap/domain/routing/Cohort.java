package io.hotswap.domain.routing;

/// The tenants that a stage has moved: those whose hash falls at or below the cutoff.
///
/// @param version where they were moved
/// @param salt the deployment's id: every deployment orders the tenants anew
/// @param cutoff as an unsigned 64-bit number
public record Cohort(String version, String salt, long cutoff) {
  boolean holds(String pluginName, String tenant) {
    return Long.compareUnsigned(TenantHash.of(pluginName, salt, tenant), cutoff) <= 0;
  }
}
