package io.hotswap.domain.deployment;

import io.hotswap.domain.plugin.PluginId;
import java.util.Optional;

/// The one place that a plugin has in an environment: one deployment at a time.
///
/// @param holder who may change the plugin's routing there now
/// @param fence grows with every holder: a late step of an earlier one is told by it
/// @param lastChange the deployment that put the serving version there; empty when none serves
public record Place(
    PluginId pluginId,
    Environment environment,
    Optional<DeploymentId> holder,
    long fence,
    Optional<DeploymentId> lastChange) {

  public static Place free(PluginId pluginId, Environment environment) {
    return new Place(pluginId, environment, Optional.empty(), 0, Optional.empty());
  }

  Place taken(DeploymentId by) {
    return new Place(pluginId, environment, Optional.of(by), fence + 1, lastChange);
  }

  Place released() {
    return new Place(pluginId, environment, Optional.empty(), fence, lastChange);
  }

  Place changedBy(Optional<DeploymentId> deployment) {
    return new Place(pluginId, environment, holder, fence, deployment);
  }

  boolean isHeldBy(DeploymentId deployment, long withFence) {
    return fence == withFence && holder.filter(deployment::equals).isPresent();
  }
}
