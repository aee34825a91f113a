package io.hotswap.domain.routing;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.deployment.Environment;
import io.hotswap.domain.plugin.PluginId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Changes of routing documents that no deployment makes.
public interface RoutingChanges {
  /// Who is set aside in an environment, by documents in force. Consistent.
  Rotation rotation(Environment environment);

  /// Puts a document in force.
  ///
  /// @param seen from which the change was decided
  /// @return false, and nothing is written, when any document of the environment came into force
  ///   since
  boolean commit(RoutingDocument next, AuditRecord audit, Rotation seen);

  /// @param aside by plugin the nodes that its document sets aside; without those that set none
  /// @param changes the number of [RoutingFeed#changes] then
  record Rotation(Map<PluginId, Set<String>> aside, long changes) {
    public Rotation {
      Map<PluginId, Set<String>> copy = new HashMap<>();
      aside.forEach((plugin, nodes) -> copy.put(plugin, Set.copyOf(nodes)));
      aside = Map.copyOf(copy);
    }

    /// For whatever plugin.
    public Set<String> nodes() {
      Set<String> nodes = new HashSet<>();
      aside.values().forEach(nodes::addAll);
      return nodes;
    }
  }
}
