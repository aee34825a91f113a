package io.hotswap.domain.deployment;

import io.hotswap.domain.plugin.PluginId;
import io.hotswap.domain.routing.RoutedVersion;
import java.time.Instant;

/// What was asked for; never changes.
///
/// @param version what the deployment brings, as nodes will know it
/// @param plan as it was when it was asked for
public record Order(
    DeploymentId id,
    PluginId pluginId,
    String pluginName,
    Environment environment,
    Settings settings,
    RoutedVersion version,
    Plan plan,
    Requester requester,
    Instant createdAt) {}
