package io.hotswap.domain.fleet;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.Lease;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A node's state, and since when.
///
/// @param address where it answers, `host:port`
/// @param since when the state began; of `Live` and `Ejected` to the minute
/// @param ejectedFrom plugins whose rotation it is ejected from, in order
/// @param heartbeatAt time of its last heartbeat
/// @param clockAheadMillis how far its own clock is ahead of the control plane's; negative when it
///   is behind
/// @param changes how often the state changed since the node was first recorded: 1 at first, 0 in
///   items of an older release
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

  /// @param before the last recorded status
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
    return before.filter(next::isSameStateAs).isPresent() ? next : next.changed();
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
      case Lost -> lease.leaseUntil().plus(Lease.LATE_FOR);
      case Live, Ejected ->
          before
              .filter(it -> it.state() == state)
              .map(NodeStatus::since)
              .orElse(lease.heartbeatAt());
    };
  }

  /// Whether reporting this after the other would be a repetition.
  boolean isSameStateAs(NodeStatus other) {
    return state == other.state
        && ejectedFrom.equals(other.ejectedFrom)
        && (state == NodeState.Live || state == NodeState.Ejected || since.equals(other.since));
  }
}
