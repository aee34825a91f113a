package io.hotswap.domain.node;

import io.hotswap.domain.deployment.Environment;
import java.time.Instant;

/// How long we believe a node's last heartbeat.
///
/// @param nodeId stable over restarts
/// @param incarnation one process: a restarted node acknowledges everything anew
/// @param address where the node answers, `host:port`
public record Lease(
    Environment environment,
    String nodeId,
    String incarnation,
    String address,
    Instant heartbeatAt,
    Instant leaseUntil) {
  public boolean isLiveAt(Instant now) {
    return leaseUntil.isAfter(now);
  }
}
