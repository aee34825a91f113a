package io.hotswap.domain.routing;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.util.Optional;

/// The routing document that is in force for a plugin.
public interface RoutingDocuments {
  /// Consistent; empty before the plugin's first deployment to the environment.
  Optional<RoutingDocument> current(PluginId pluginId, Environment environment);
}
