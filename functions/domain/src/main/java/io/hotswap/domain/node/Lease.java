package io.hotswap.domain.node;

import io.hotswap.domain.ids.Environment;
import java.time.Duration;
import java.time.Instant;

/// A node's lease, renewed by every heartbeat. Its times are the control plane's, also where the
/// node's own clock is wrong: see [ControlPlaneClock].
///
/// @param nodeId stable over restarts
/// @param incarnation id of the process: a restarted node acknowledges everything anew
/// @param address where the node answers, `host:port`
/// @param clockAheadMillis how far the node's own clock is ahead of the control plane's; negative
///   when it is behind
/// @param tenantIsolation which plugins' tenants have processes of their own there
public record Lease(
    Environment environment,
    String nodeId,
    String incarnation,
    String address,
    Instant heartbeatAt,
    Instant leaseUntil,
    long clockAheadMillis,
    TenantIsolation tenantIsolation) {
  /// How long after its lease a node may still serve: a balancer and the node itself need as long
  /// to notice.
  public static final Duration LATE_FOR = Duration.ofSeconds(30);

  /// Of a node whose clock is right, and whose processes serve several tenants.
  public Lease(
      Environment environment,
      String nodeId,
      String incarnation,
      String address,
      Instant heartbeatAt,
      Instant leaseUntil) {
    this(
        environment,
        nodeId,
        incarnation,
        address,
        heartbeatAt,
        leaseUntil,
        0,
        TenantIsolation.NONE);
  }

  /// Whether it expired at most [#LATE_FOR] ago and was not given back: the node may still serve
  /// what it last knew.
  public boolean isLateAt(Instant now) {
    return !isLiveAt(now) && leaseUntil.plus(LATE_FOR).isAfter(now);
  }

  public boolean isLiveAt(Instant now) {
    return leaseUntil.isAfter(now);
  }
}
