package io.hotswap.persistence.stored.report;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.node.Lease;
import java.time.Instant;

/// A node's lease in the nodes' table.
public record StoredLease(
    Environment environment,
    String nodeId,
    String incarnation,
    String address,
    Instant heartbeatAt,
    Instant leaseUntil,
    long clockAheadMillis) {
  public static StoredLease of(Lease it) {
    return new StoredLease(
        it.environment(),
        it.nodeId(),
        it.incarnation(),
        it.address(),
        it.heartbeatAt(),
        it.leaseUntil(),
        it.clockAheadMillis());
  }

  public Lease toDomain() {
    return new Lease(
        environment, nodeId, incarnation, address, heartbeatAt, leaseUntil, clockAheadMillis);
  }
}
