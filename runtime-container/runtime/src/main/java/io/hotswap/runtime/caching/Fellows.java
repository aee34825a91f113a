package io.hotswap.runtime.caching;

import io.hotswap.domain.deployment.Environment;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.node.WarmPlaces;
import io.hotswap.domain.plugin.PluginId;
import java.time.InstantSource;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The live nodes of the environment, this one among them, as their leases say. When they cannot be
/// asked, whoever was there last is there still.
public final class Fellows {
  private final Nodes nodes;
  private final Environment environment;
  private final String self;
  private final InstantSource clock;
  private volatile Set<String> live;

  public Fellows(Nodes nodes, Environment environment, String self, InstantSource clock) {
    this.nodes = nodes;
    this.environment = environment;
    this.self = self;
    this.clock = clock;
    this.live = Set.of(self);
  }

  /// Reads the leases: one small query, however many plugins there are.
  public void look() {
    var now = clock.instant();
    var found =
        nodes.leases(environment).stream()
            .filter(lease -> lease.isLiveAt(now))
            .map(Lease::nodeId)
            .collect(Collectors.toCollection(TreeSet::new));
    found.add(self);
    live = Set.copyOf(found);
  }

  /// How many share the environment's calls.
  public int count() {
    return live.size();
  }

  /// Whether this node is one of the plugin's warm places.
  public boolean isWarmHere(PluginId plugin) {
    var now = live;
    return now.size() <= WarmPlaces.COPIES || WarmPlaces.of(plugin, now).contains(self);
  }
}
