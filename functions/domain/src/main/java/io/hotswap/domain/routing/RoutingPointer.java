package io.hotswap.domain.routing;

import io.hotswap.domain.ids.PluginId;

/// Refers to the routing document that is in force for a plugin in an environment.
///
/// @param document the document's key in the store; content-addressed
public record RoutingPointer(
    PluginId pluginId, String pluginName, long generation, String document) {}
