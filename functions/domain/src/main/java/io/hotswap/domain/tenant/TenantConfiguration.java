package io.hotswap.domain.tenant;

import io.hotswap.domain.tenant.secret.SecretReference;
import java.time.Instant;
import java.util.Map;

/// A tenant's configuration of a plugin in an environment. Never changed: another one has the next
/// version.
///
/// @param values what the tenant itself has set, a JSON object; without secrets
/// @param secrets those that are set, by the property's name
public record TenantConfiguration(
    Id id, String values, Map<String, SecretReference> secrets, Instant writtenAt) {
  public TenantConfiguration {
    secrets = Map.copyOf(secrets);
  }

  /// @param version counts a tenant's configurations of the plugin from 1
  public record Id(TenantPluginId settings, long version) {}
}
