package io.hotswap.persistence.stored.deployment;

import io.hotswap.domain.deployment.DeploymentSlot;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.util.Optional;

/// The lock of one plugin in one environment.
public record StoredSlot(
    PluginId pluginId,
    Environment environment,
    Optional<DeploymentId> holder,
    long fence,
    Optional<DeploymentId> lastChange) {
  public static StoredSlot of(DeploymentSlot it) {
    return new StoredSlot(
        it.pluginId(), it.environment(), it.holder(), it.fence(), it.lastChange());
  }

  public DeploymentSlot toDomain() {
    return new DeploymentSlot(pluginId, environment, holder, fence, lastChange);
  }
}
