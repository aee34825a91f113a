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
import java.util.stream.Stream;

/// The live nodes of the environment, this one among them, as their leases say. When they cannot be
/// asked, whoever was there last is there still.
public final class ClusterMembers {
  private final Nodes nodes;
  private final Environment environment;
  private final String self;
  private final InstantSource clock;
  private final AtomicInteger turn = new AtomicInteger();
  private volatile Map<String, String> live;

  /// @param address `host:port`
  public record Fellow(String id, String address) {}

  public ClusterMembers(Nodes nodes, Environment environment, String self, InstantSource clock) {
    this.nodes = nodes;
    this.environment = environment;
    this.self = self;
    this.clock = clock;
    this.live = Map.of(self, "");
  }

  /// Reads the leases: one small query, however many plugins there are.
  public void look() {
    var now = clock.instant();
    Map<String, String> found = new HashMap<>();
    for (var lease : nodes.leases(environment)) {
      if (lease.isLiveAt(now)) {
        found.put(lease.nodeId(), lease.address());
      }
    }
    found.putIfAbsent(self, "");
    live = Map.copyOf(found);
  }

  /// How many share the environment's calls of a plugin.
  ///
  /// @param ejected nodes that answer none of them
  public int count(Set<String> ejected) {
    var now = live;
    if (ejected.isEmpty()) {
      return now.size();
    }
    int answering = (int) now.keySet().stream().filter(it -> !ejected.contains(it)).count();
    return answering == 0 ? now.size() : answering;
  }

  /// Where calls of a plugin may go instead, the best first: each in turn, or where the plugin is
  /// warm.
  ///
  /// @param ejected nodes that answer none of them
  /// @param warm whether nodes have no room for all plugins
  public List<Fellow> others(PluginId plugin, Set<String> ejected, boolean warm) {
    var now = live;
    var ids =
        WarmPlaces.ranked(plugin, now.keySet()).stream()
            .filter(it -> !it.equals(self) && !ejected.contains(it))
            .toList();
    int first = warm || ids.isEmpty() ? 0 : Math.floorMod(turn.getAndIncrement(), ids.size());
    return Stream.concat(ids.stream().skip(first), ids.stream().limit(first))
        .map(it -> new Fellow(it, now.getOrDefault(it, "")))
        .toList();
  }

  /// The live nodes.
  public Set<String> ids() {
    return live.keySet();
  }

  /// Of the live nodes.
  public Collection<String> addresses() {
    return live.values();
  }

  /// Whether this node is one of the plugin's warm places.
  public boolean isWarmHere(PluginId plugin) {
    var now = live.keySet();
    return now.size() <= WarmPlaces.COPIES || WarmPlaces.of(plugin, now).contains(self);
  }
}
