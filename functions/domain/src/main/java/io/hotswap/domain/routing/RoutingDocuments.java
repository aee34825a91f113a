package io.hotswap.domain.routing;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.util.Optional;

/// The routing documents that are in force.
public interface RoutingDocuments {
  /// Consistent read; empty before the plugin's first deployment to the environment.
  Optional<RoutingDocument> current(PluginId pluginId, Environment environment);
}
