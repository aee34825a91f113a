package io.hotswap.runtime.plugin;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import java.util.Map;

/// A version of a plugin in an environment, as its routing document describes it.
///
/// @param traceparent the document's: the spans of work on the version are its children
public record PluginRef(
    PluginId pluginId,
    String pluginName,
    Environment environment,
    RoutedVersion routed,
    String traceparent) {
  public static PluginRef of(RoutingDocument document, RoutedVersion routed) {
    return new PluginRef(
        document.pluginId(),
        document.pluginName(),
        document.environment(),
        routed,
        document.traceparent());
  }

  public String label() {
    return pluginName + "/" + routed.release();
  }

  /// Span attributes.
  public Map<String, String> attributes(String nodeId) {
    return Map.of(
        "plugin.id", pluginId.toString(),
        "plugin.name", pluginName,
        "plugin.version", routed.release(),
        "deployment.id", routed.deploymentId(),
        "environment", environment.name(),
        "node.id", nodeId);
  }

  /// Fields of log lines.
  public Map<String, String> logFields() {
    return Map.of(
        "pluginId", pluginId.toString(),
        "plugin", pluginName,
        "version", routed.release(),
        "deploymentId", routed.deploymentId(),
        "environment", environment.name());
  }
}
