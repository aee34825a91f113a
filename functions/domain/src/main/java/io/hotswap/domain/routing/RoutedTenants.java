package io.hotswap.domain.routing;

import java.util.Map;

/// What the settings of a plugin's tenants say about the routing of their calls.
///
/// @param own by tenant, those that have settings of the plugin
/// @param others of everybody else: the stage's defaults
public record RoutedTenants(Map<String, TenantRouting> own, TenantRouting others) {
  public RoutedTenants {
    own = Map.copyOf(own);
  }

  public TenantRouting of(String tenant) {
    return own.getOrDefault(tenant, others);
  }
}
