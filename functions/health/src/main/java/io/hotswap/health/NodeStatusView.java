package io.hotswap.health;

import io.hotswap.domain.fleet.NodeState;
import io.hotswap.domain.fleet.NodeStatus;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.time.Instant;
import java.util.List;

/// A node as openapi.yaml describes it.
record NodeStatusView(
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
  static NodeStatusView of(NodeStatus it) {
    return new NodeStatusView(
        it.environment(),
        it.nodeId(),
        it.incarnation(),
        it.address(),
        it.state(),
        it.since(),
        it.ejectedFrom(),
        it.heartbeatAt(),
        it.leaseUntil(),
        it.clockAheadMillis(),
        it.changes());
  }
}
