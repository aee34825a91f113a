package io.hotswap.domain.compatibility;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.util.Optional;

/// What versions would change in an environment, and for whom, as things are now.
@FunctionalInterface
public interface DeploymentImpacts {
  /// @param serving the version that serves now
  /// @return empty when a version is not registered any more
  Optional<DeploymentImpact> of(
      PluginId pluginId, Environment environment, String serving, String version);
}
