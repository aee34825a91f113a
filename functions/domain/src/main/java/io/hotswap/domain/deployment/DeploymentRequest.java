package io.hotswap.domain.deployment;

import io.hotswap.domain.access.Requester;
import io.hotswap.domain.deployment.strategy.OnMisfit;
import io.hotswap.domain.deployment.strategy.Strategy;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.DeployedRelease;
import io.hotswap.domain.routing.RoutedVersion;
import java.time.Instant;

/// A validated request to deploy a version; never changes.
///
/// @param version the version to deploy, as routing documents name it
/// @param plan as computed when the request was made
public record DeploymentRequest(
    DeploymentId id,
    PluginId pluginId,
    String pluginName,
    Environment environment,
    Strategy strategy,
    OnMisfit onMisfit,
    RoutedVersion version,
    Plan plan,
    Requester requester,
    Instant createdAt) {
  public DeployedRelease release() {
    return new DeployedRelease(
        pluginId, pluginName, version.version(), version.digest(), version.defaults());
  }
}
