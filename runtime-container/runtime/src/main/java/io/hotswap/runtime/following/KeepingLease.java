package io.hotswap.runtime.following;

import io.hotswap.domain.deployment.Environment;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.node.Nodes;
import io.hotswap.runtime.metrics.NodeMetrics;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says, again and again, that this node is alive, and sees who else is.
public final class KeepingLease implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeepingLease.class);

  private final Nodes nodes;
  private final NodeName name;
  private final Environment environment;
  private final String address;
  private final Duration lease;
  private final Clock clock;
  private final Reachability reachability;
  private final MeetingFellows meeting;
  private final Repeating heartbeat;

  public KeepingLease(
      Nodes nodes,
      NodeName name,
      Environment environment,
      String address,
      FollowingConfig config,
      NodeMetrics metrics,
      MeetingFellows meeting,
      Clock clock) {
    this.nodes = nodes;
    this.name = name;
    this.environment = environment;
    this.address = address;
    this.lease = config.lease();
    this.clock = clock;
    this.reachability = new Reachability("lease", metrics);
    this.meeting = meeting;
    this.heartbeat = Repeating.every(config.heartbeat(), "heartbeat", this::renew);
  }

  public void start() {
    heartbeat.start();
  }

  private void renew() {
    try {
      nodes.heartbeat(now());
      reachability.succeeded();
    } catch (RuntimeException e) {
      reachability.failed(e);
    }
    meeting.look();
  }

  private Lease now() {
    var now = clock.instant();
    return new Lease(environment, name.id(), name.incarnation(), address, now, now.plus(lease));
  }

  /// Gives the lease back, so that no deployment waits for a node that is gone.
  @Override
  public void close() {
    heartbeat.close();
    try {
      nodes.leave(now());
    } catch (RuntimeException e) {
      LOG.warn("The lease could not be given back; it ends by itself", e);
    }
  }
}
