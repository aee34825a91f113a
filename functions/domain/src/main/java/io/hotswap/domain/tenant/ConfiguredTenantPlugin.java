package io.hotswap.domain.tenant;

import java.util.Optional;

/// A tenant's settings of a plugin with the configuration that they name.
///
/// @param configuration empty when they name none
public record ConfiguredTenantPlugin(
    TenantPlugin settings, Optional<TenantConfiguration> configuration) {
  public static ConfiguredTenantPlugin without(TenantPlugin settings) {
    return new ConfiguredTenantPlugin(settings, Optional.empty());
  }

  public TenantPluginId id() {
    return settings.id();
  }
}
