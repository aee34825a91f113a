package io.hotswap.domain.fleet;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.Lease;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How a node does, and since when.
///
/// @param address where it answers, `host:port`
/// @param since when it began to do so; of `Live` and `Ejected` to the minute
/// @param ejectedFrom plugins whose calls it gives to other nodes, in order
/// @param heartbeatAt when it was last heard of
/// @param clockAheadMillis how far its own clock is ahead of the control plane's; negative when it
///   is behind
/// @param changes how often this changed since the node was first looked at: 1 at first, 0 of what
///   an older release wrote
public record NodeStatus(
    Environment environment,
    String nodeId,
    String incarnation,
    String address,
    NodeState state,
    Instant since,
    List<PluginId> ejectedFrom,
    Instant heartbeatAt,
    Instant leaseUntil,
    long clockAheadMillis,
    long changes) {
  public NodeStatus {
    ejectedFrom = List.copyOf(ejectedFrom);
  }

  /// @param before as it was last known
  static NodeStatus of(
      Lease lease, Set<PluginId> ejectedFrom, Optional<NodeStatus> before, Instant now) {
    var state = NodeState.of(lease, !ejectedFrom.isEmpty(), now);
    var next =
        new NodeStatus(
            lease.environment(),
            lease.nodeId(),
            lease.incarnation(),
            lease.address(),
            state,
            since(state, lease, before),
            ejectedFrom.stream().sorted(Comparator.comparing(PluginId::toString)).toList(),
            lease.heartbeatAt(),
            lease.leaseUntil(),
            lease.clockAheadMillis(),
            before.map(NodeStatus::changes).orElse(0L));
    return before.filter(next::isAsTold).isPresent() ? next : next.changed();
  }

  private NodeStatus changed() {
    return new NodeStatus(
        environment,
        nodeId,
        incarnation,
        address,
        state,
        since,
        ejectedFrom,
        heartbeatAt,
        leaseUntil,
        clockAheadMillis,
        changes + 1);
  }

  private static Instant since(NodeState state, Lease lease, Optional<NodeStatus> before) {
    return switch (state) {
      case Late -> lease.leaseUntil();
      case Lost -> lease.leaseUntil().plus(Lease.LOST);
      case Live, Ejected ->
          before
              .filter(it -> it.state() == state)
              .map(NodeStatus::since)
              .orElse(lease.heartbeatAt());
    };
  }

  /// Whether somebody who knows the other knows this.
  boolean isAsTold(NodeStatus other) {
    return state == other.state
        && ejectedFrom.equals(other.ejectedFrom)
        && (state == NodeState.Live || state == NodeState.Ejected || since.equals(other.since));
  }
}
