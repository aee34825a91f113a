package io.hotswap.domain.deployment;

import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.util.Optional;

/// The one place that a plugin has in an environment: one deployment at a time.
///
/// @param holder who may change the plugin's routing there now
/// @param fence grows with every holder
/// @param lastChange the deployment that put the serving version there; empty when none serves
public record DeploymentSlot(
    PluginId pluginId,
    Environment environment,
    Optional<DeploymentId> holder,
    long fence,
    Optional<DeploymentId> lastChange) {
  /// How many may be held at once, over all plugins and environments. Rollbacks don't stand in
  /// line.
  public static final int MOST = 10;

  /// How many may wait for their approvers at once: one item knows them all.
  public static final int MOST_WAITING = 500;

  public static DeploymentSlot free(PluginId pluginId, Environment environment) {
    return new DeploymentSlot(pluginId, environment, Optional.empty(), 0, Optional.empty());
  }

  public DeploymentSlot taken(DeploymentId by) {
    return new DeploymentSlot(pluginId, environment, Optional.of(by), fence + 1, lastChange);
  }

  public DeploymentSlot released() {
    return new DeploymentSlot(pluginId, environment, Optional.empty(), fence, lastChange);
  }

  public DeploymentSlot changedBy(Optional<DeploymentId> deployment) {
    return new DeploymentSlot(pluginId, environment, holder, fence, deployment);
  }

  public boolean isHeldBy(DeploymentId deployment) {
    return holder.filter(deployment::equals).isPresent();
  }
}
