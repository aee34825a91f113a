package io.hotswap.domain.node;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.TenantHash;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Which nodes keep which plugin warm when no node has room for all. Rendezvous hashing: a plugin
/// ranks the nodes by a hash of both, and its warm places are the first of them. Nobody keeps a
/// table, whoever knows the nodes knows the places, and a node that comes or goes moves no others
/// than its own.
public final class WarmPlaces {
  /// How many nodes keep a plugin warm: with the first gone, calls meet a warm one all the same.
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
