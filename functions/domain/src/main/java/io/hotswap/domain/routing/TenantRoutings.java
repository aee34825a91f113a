package io.hotswap.domain.routing;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;

/// What tenants' own settings say about the routing of their calls.
public interface TenantRoutings {
  /// Consistent read.
  RoutedTenants of(Environment environment, PluginId pluginId);
}
