package io.hotswap.domain.routing;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.util.Map;

/// What tenants' own settings say about the routing of their calls.
public interface TenantRoutings {
  /// By tenant, those that have settings of the plugin; consistent read.
  Map<String, TenantRouting> of(Environment environment, PluginId pluginId);
}
