package io.hotswap.domain.tenant;

import java.time.Instant;

/// A tenant's configuration of a plugin in an environment. Never changed: another one has the next
/// version.
///
/// @param values what the tenant itself has set, a JSON object; without secrets
public record TenantConfiguration(Id id, String values, Instant writtenAt) {
  /// @param version counts a tenant's configurations of the plugin from 1
  public record Id(TenantPluginId settings, long version) {}
}
