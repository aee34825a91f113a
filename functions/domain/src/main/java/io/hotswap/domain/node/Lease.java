package io.hotswap.domain.node;

import io.hotswap.domain.deployment.Environment;
import java.time.Duration;
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
  // As long as a balancer and the node itself need to find out that it is gone.
  private static final Duration LOST = Duration.ofSeconds(30);

  /// Whether it ran out a moment ago and was not given back: the node may go on serving what it
  /// last knew.
  public boolean isLostAt(Instant now) {
    return !isLiveAt(now) && leaseUntil.plus(LOST).isAfter(now);
  }

  public boolean isLiveAt(Instant now) {
    return leaseUntil.isAfter(now);
  }
}
