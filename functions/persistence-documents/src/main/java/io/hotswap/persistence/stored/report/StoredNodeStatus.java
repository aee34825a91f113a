package io.hotswap.persistence.stored.report;

import io.hotswap.domain.fleet.NodeState;
import io.hotswap.domain.fleet.NodeStatus;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.time.Instant;
import java.util.List;

/// A node's recorded state.
public record StoredNodeStatus(
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
    long changes)
    implements StoredReport {
  public static StoredNodeStatus of(NodeStatus it) {
    return new StoredNodeStatus(
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

  public NodeStatus toDomain() {
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
        changes);
  }
}
