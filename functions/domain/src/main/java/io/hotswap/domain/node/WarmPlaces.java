package io.hotswap.domain.node;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.TenantHash;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Chooses the nodes that keep a plugin warm when no node has room for all. Rendezvous hashing: a
/// plugin ranks the nodes by a hash of both, and the first ones keep it warm. No table is needed,
/// and a node that joins or leaves moves only its own plugins.
public final class WarmPlaces {
  /// Nodes that keep a plugin warm: when the first is gone, calls still meet a warm one.
  public static final int COPIES = 2;

  private WarmPlaces() {}

  /// All nodes, those that keep the plugin warm first.
  public static List<String> ranked(PluginId plugin, Collection<String> nodeIds) {
    var name = plugin.toString();
    return nodeIds.stream()
        .map(node -> new Ranked(node, TenantHash.of(name, "warm", node)))
        .sorted(Comparator.comparingLong(Ranked::hash).thenComparing(Ranked::node))
        .map(Ranked::node)
        .toList();
  }

  /// The nodes that keep the plugin warm.
  public static List<String> of(PluginId plugin, Collection<String> nodeIds) {
    return ranked(plugin, nodeIds).stream().limit(COPIES).toList();
  }

  private record Ranked(String node, long hash) {}
}
