package io.hotswap.domain.deployment;

import io.hotswap.domain.access.Requester;
import io.hotswap.domain.deployment.strategy.StrategySettings;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.RoutedVersion;
import java.time.Instant;

/// What was asked for; never changes.
///
/// @param version what the deployment brings, as nodes will know it
/// @param plan as it was when it was asked for
public record DeploymentRequest(
    DeploymentId id,
    PluginId pluginId,
    String pluginName,
    Environment environment,
    StrategySettings settings,
    RoutedVersion version,
    Plan plan,
    Requester requester,
    Instant createdAt) {}
