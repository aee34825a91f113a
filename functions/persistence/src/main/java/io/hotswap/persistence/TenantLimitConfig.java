package io.hotswap.persistence;

import io.hotswap.domain.tenant.TenantLimit;
import java.util.Map;

/// @param maxTenantsPerPlugin that may have settings of a plugin in an environment
public record TenantLimitConfig(long maxTenantsPerPlugin) {
  private static final String MAX_TENANTS = "HOTSWAP_MAX_TENANTS_PER_PLUGIN";

  public TenantLimitConfig {
    if (maxTenantsPerPlugin < 1) {
      throw new IllegalArgumentException(
          MAX_TENANTS + " must be at least 1, not: " + maxTenantsPerPlugin);
    }
  }

  public static TenantLimitConfig from(Map<String, String> environment) {
    var value = environment.getOrDefault(MAX_TENANTS, "10000");
    try {
      return new TenantLimitConfig(Long.parseLong(value));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          MAX_TENANTS + " must be a number such as 10000, not: " + value, e);
    }
  }

  public TenantLimit limit() {
    return new TenantLimit(maxTenantsPerPlugin, "MaxTenantsPerPlugin");
  }
}
