package io.hotswap.domain.deployment;

import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.util.Optional;

/// The lock of one plugin in one environment: at most one deployment holds it at a time.
///
/// @param holder the deployment that may change the plugin's routing there
/// @param fence increases with every holder
/// @param lastChange the deployment that brought the serving version; empty when none serves
public record DeploymentSlot(
    PluginId pluginId,
    Environment environment,
    Optional<DeploymentId> holder,
    long fence,
    Optional<DeploymentId> lastChange) {
  /// Slots held at once, over all plugins and environments. Rollbacks are exempt.
  public static final int MAX_HELD = 10;

  /// Deployments that wait for approvers at once: their ids share one stored item.
  public static final int MAX_WAITING = 500;

  public static DeploymentSlot free(PluginId pluginId, Environment environment) {
    return new DeploymentSlot(pluginId, environment, Optional.empty(), 0, Optional.empty());
  }

  public DeploymentSlot taken(DeploymentId by) {
    return new DeploymentSlot(pluginId, environment, Optional.of(by), fence + 1, lastChange);
  }

  public DeploymentSlot released() {
    return new DeploymentSlot(pluginId, environment, Optional.empty(), fence, lastChange);
  }

  public DeploymentSlot withLastChange(Optional<DeploymentId> deployment) {
    return new DeploymentSlot(pluginId, environment, holder, fence, deployment);
  }

  public boolean isHeldBy(DeploymentId deployment) {
    return holder.filter(deployment::equals).isPresent();
  }
}
