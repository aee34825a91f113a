package io.hotswap.domain.fleet;

import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.routing.RoutingChanges;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Reviews an environment's nodes periodically and alerts the operators about those that become
/// late, lost or ejected, and those that recover. A node that gave its lease back stopped in order
/// and causes no message.
public final class NodeWatcher {
  /// How long a lost node is still listed.
  static final Duration LOST_NODES_LISTED = Duration.ofDays(1);

  private final Nodes nodes;
  private final RoutingChanges routing;
  private final NodeStatuses statuses;
  private final InstantSource clock;

  public NodeWatcher(
      Nodes nodes, RoutingChanges routing, NodeStatuses statuses, InstantSource clock) {
    this.nodes = nodes;
    this.routing = routing;
    this.statuses = statuses;
    this.clock = clock;
  }

  /// The nodes' current statuses, in the order of their names.
  public List<NodeStatus> currentStatuses(Environment environment) {
    return currentStatuses(environment, known(environment), clock.instant());
  }

  /// Records the statuses, and sends messages about changes since the last review.
  ///
  /// @return the nodes that have changed, without those that a concurrent review has recorded
  /// @throws PartialFailure at the end, when any node's status could not be written
  public List<NodeStatus> watch(Environment environment) {
    var now = clock.instant();
    var known = known(environment);
    var found = byName(currentStatuses(environment, known, now));
    Set<String> names = new TreeSet<>(known.keySet());
    names.addAll(found.keySet());
    return PartialFailure.afterAll(
        names,
        it -> update(Optional.ofNullable(known.get(it)), Optional.ofNullable(found.get(it)), now));
  }

  private Optional<NodeStatus> update(
      Optional<NodeStatus> before, Optional<NodeStatus> found, Instant now) {
    if (found.isEmpty()) {
      before.ifPresent(statuses::forget);
    }
    return found
        .filter(it -> before.filter(it::isSameStateAs).isEmpty())
        .filter(it -> statuses.replace(before, it, NodeAlerts.of(before, it, now)));
  }

  private Map<String, NodeStatus> known(Environment environment) {
    return byName(statuses.of(environment));
  }

  private static Map<String, NodeStatus> byName(List<NodeStatus> nodes) {
    return nodes.stream().collect(Collectors.toMap(NodeStatus::nodeId, Function.identity()));
  }

  private List<NodeStatus> currentStatuses(
      Environment environment, Map<String, NodeStatus> known, Instant now) {
    var ejected = routing.ejected(environment);
    return nodes.leases(environment).stream()
        .filter(it -> it.leaseUntil().plus(LOST_NODES_LISTED).isAfter(now))
        .sorted(Comparator.comparing(Lease::nodeId))
        .map(
            it ->
                NodeStatus.of(
                    it,
                    from(ejected, it.nodeId()),
                    Optional.ofNullable(known.get(it.nodeId())),
                    now))
        .toList();
  }

  private static Set<PluginId> from(Map<PluginId, Set<String>> ejected, String node) {
    Set<PluginId> plugins = new HashSet<>();
    ejected.forEach(
        (plugin, nodes) -> {
          if (nodes.contains(node)) {
            plugins.add(plugin);
          }
        });
    return plugins;
  }
}
