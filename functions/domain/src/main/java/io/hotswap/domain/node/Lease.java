package io.hotswap.domain.node;

import io.hotswap.domain.ids.Environment;
import java.time.Duration;
import java.time.Instant;

/// How long we believe a node's last heartbeat. Its times are the control plane's, also where the
/// node's own clock is wrong: see [ControlPlaneClock].
///
/// @param nodeId stable over restarts
/// @param incarnation one process: a restarted node acknowledges everything anew
/// @param address where the node answers, `host:port`
/// @param clockAheadMillis how far the node's own clock is ahead of the control plane's; negative
///   when it is behind
public record Lease(
    Environment environment,
    String nodeId,
    String incarnation,
    String address,
    Instant heartbeatAt,
    Instant leaseUntil,
    long clockAheadMillis) {
  /// So long after its end a node may go on serving: a balancer and the node itself need as long to
  /// find out that it is gone.
  public static final Duration LOST = Duration.ofSeconds(30);

  /// Of a node whose clock is right.
  public Lease(
      Environment environment,
      String nodeId,
      String incarnation,
      String address,
      Instant heartbeatAt,
      Instant leaseUntil) {
    this(environment, nodeId, incarnation, address, heartbeatAt, leaseUntil, 0);
  }

  /// Whether it ran out a moment ago and was not given back: the node may go on serving what it
  /// last knew.
  public boolean isLostAt(Instant now) {
    return !isLiveAt(now) && leaseUntil.plus(LOST).isAfter(now);
  }

  public boolean isLiveAt(Instant now) {
    return leaseUntil.isAfter(now);
  }
}
