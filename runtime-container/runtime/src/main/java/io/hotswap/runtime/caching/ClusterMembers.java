package io.hotswap.runtime.caching;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.node.WarmPlaces;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The live nodes of the environment by their leases, this one included. Keeps the last known
/// members while the leases cannot be read.
public final class ClusterMembers {
  private final Nodes nodes;
  private final Environment environment;
  private final String self;
  private final InstantSource clock;
  private final AtomicInteger turn = new AtomicInteger();
  private volatile Map<String, String> live;
  private volatile NodeShare share = NodeShare.WHOLE;

  /// @param address `host:port`
  public record Member(String id, String address) {}

  public ClusterMembers(Nodes nodes, Environment environment, String self, InstantSource clock) {
    this.nodes = nodes;
    this.environment = environment;
    this.self = self;
    this.clock = clock;
    this.live = Map.of(self, "");
  }

  /// Reads the leases: one small query, independent of the number of plugins.
  public void refresh() {
    var now = clock.instant();
    Map<String, String> found = new HashMap<>();
    for (var lease : nodes.leases(environment)) {
      if (lease.isLiveAt(now)) {
        found.put(lease.nodeId(), lease.address());
      }
    }
    found.putIfAbsent(self, "");
    live = Map.copyOf(found);
    share = share(live.keySet());
  }

  /// This node's part of what the nodes that answer a plugin's calls divide among them.
  ///
  /// @param ejected nodes that answer none of its calls
  public NodeShare share(Collection<String> ejected) {
    return ejected.isEmpty() ? share : shareWithout(ejected);
  }

  private NodeShare shareWithout(Collection<String> ejected) {
    var answering =
        live.keySet().stream().filter(it -> !ejected.contains(it)).collect(Collectors.toSet());
    return answering.isEmpty() ? share : share(answering);
  }

  /// A node that is not among them answers calls when none of them can: with the part of one.
  private NodeShare share(Set<String> ids) {
    int before = (int) ids.stream().filter(it -> it.compareTo(self) < 0).count();
    return new NodeShare(ids.size(), Math.min(before, ids.size() - 1));
  }

  /// The other nodes that calls of a plugin may be forwarded to, the best first: round robin, or
  /// the plugin's warm places first.
  ///
  /// @param ejected nodes that answer none of its calls
  /// @param warm whether to prefer warm places, because nodes have no room for all plugins
  public List<Member> others(PluginId plugin, Set<String> ejected, boolean warm) {
    var now = live;
    var ids =
        WarmPlaces.ranked(plugin, now.keySet()).stream()
            .filter(it -> !it.equals(self) && !ejected.contains(it))
            .toList();
    int first = warm || ids.isEmpty() ? 0 : Math.floorMod(turn.getAndIncrement(), ids.size());
    return Stream.concat(ids.stream().skip(first), ids.stream().limit(first))
        .map(it -> new Member(it, now.getOrDefault(it, "")))
        .toList();
  }

  /// Ids of the live nodes.
  public Set<String> ids() {
    return live.keySet();
  }

  /// Addresses of the live nodes, as `host:port`.
  public Collection<String> addresses() {
    return live.values();
  }

  /// Whether this node is one of the plugin's warm places.
  public boolean isWarmHere(PluginId plugin) {
    var now = live.keySet();
    return now.size() <= WarmPlaces.COPIES || WarmPlaces.of(plugin, now).contains(self);
  }
}
