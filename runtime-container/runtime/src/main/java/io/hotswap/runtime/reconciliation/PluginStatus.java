package io.hotswap.runtime.reconciliation;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.RoutingDocument;
import java.util.Map;
import java.util.Optional;

/// The state of a plugin on this node, as `/status` shows it.
///
/// @param generation the newest document known
/// @param serving the generation that calls are routed by; 0 when none
/// @param ejected whether its document ejects this node, so that other nodes answer its calls
/// @param versions `Loading`, `Ready` or `Failed`
public record PluginStatus(
    PluginId pluginId,
    String name,
    long generation,
    long serving,
    boolean ejected,
    Map<String, String> versions,
    Optional<String> problem) {
  static PluginStatus of(
      RoutingDocument newest,
      long serving,
      boolean ejected,
      Map<String, String> versions,
      Optional<String> problem) {
    return new PluginStatus(
        newest.pluginId(),
        newest.pluginName(),
        newest.generation(),
        serving,
        ejected,
        versions,
        problem);
  }
}
