package io.hotswap.persistence.stored.tenant;

import io.hotswap.domain.tenant.ConfiguredTenantPlugin;
import java.util.Optional;

/// Settings and configuration of a tenant, as nodes keep them on disk.
public record StoredConfiguredTenantPlugin(
    StoredTenantPlugin settings, Optional<StoredTenantConfiguration> configuration) {
  public static StoredConfiguredTenantPlugin of(ConfiguredTenantPlugin it) {
    return new StoredConfiguredTenantPlugin(
        StoredTenantPlugin.of(it.settings()),
        it.configuration().map(StoredTenantConfiguration::of));
  }

  public ConfiguredTenantPlugin toDomain() {
    return new ConfiguredTenantPlugin(
        settings.toDomain(), configuration.map(StoredTenantConfiguration::toDomain));
  }
}
