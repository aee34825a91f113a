package io.hotswap.domain.deployment;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.util.Optional;

/// Filter of a deployment list; an empty field matches everything.
public record DeploymentFilter(
    Optional<PluginId> plugin,
    Optional<Environment> environment,
    Optional<DeploymentStatus> status) {
  public static final DeploymentFilter ALL =
      new DeploymentFilter(Optional.empty(), Optional.empty(), Optional.empty());

  public boolean matches(Deployment it) {
    return plugin.filter(wanted -> !wanted.equals(it.pluginId())).isEmpty()
        && environment.filter(wanted -> wanted != it.environment()).isEmpty()
        && status.filter(wanted -> wanted != it.progress().status()).isEmpty();
  }
}
