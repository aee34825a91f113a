package io.hotswap.runtime.membership;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.node.ControlPlaneClock;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.node.Nodes;
import io.hotswap.runtime.controlplane.ClockSkewReporter;
import io.hotswap.runtime.controlplane.ControlPlaneConfig;
import io.hotswap.runtime.controlplane.Reachability;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.supervision.Loop;
import io.hotswap.runtime.supervision.Supervised;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Renews this node's lease periodically, and reads those of the other nodes.
public final class LeaseKeeper implements Supervised, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);
  // Two exchanges, each with the SDK's retries while the control plane hangs.
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final Nodes nodes;
  private final NodeName name;
  private final Environment environment;
  private final String address;
  private final Duration leaseDuration;
  private final ControlPlaneClock clock;
  private final ClockSkewReporter skew;
  private final Reachability reachability;
  private final MembershipPoller membershipPoller;
  private final Supplier<Optional<String>> trouble;
  private final Loop heartbeat;
  private boolean withheld;

  /// @param trouble why the lease must not be renewed; empty when all is well
  public LeaseKeeper(
      Nodes nodes,
      NodeName name,
      Environment environment,
      String address,
      ControlPlaneConfig config,
      NodeMetrics metrics,
      MembershipPoller membershipPoller,
      Supplier<Optional<String>> trouble,
      ControlPlaneClock clock,
      ClockSkewReporter skew) {
    this.nodes = nodes;
    this.name = name;
    this.environment = environment;
    this.address = address;
    this.leaseDuration = config.lease();
    this.clock = clock;
    this.skew = skew;
    this.reachability = new Reachability("lease", metrics);
    this.membershipPoller = membershipPoller;
    this.trouble = trouble;
    this.heartbeat = Loop.every(config.heartbeat(), LIMIT, "heartbeat", this::renew);
  }

  public void start() {
    heartbeat.start();
  }

  private void renew() {
    var why = trouble.get();
    if (why.isPresent()) {
      withhold(why.get());
      return;
    }
    withheld = false;
    try {
      nodes.heartbeat(currentLease());
      reachability.succeeded();
    } catch (RuntimeException e) {
      reachability.failed(e);
    }
    skew.update();
    heartbeat.progressed();
    membershipPoller.poll();
  }

  // A lease also means that this node follows its routing.
  private void withhold(String why) {
    if (!withheld) {
      LOG.error("The lease is not renewed: {}", why);
    }
    withheld = true;
  }

  private Lease currentLease() {
    var now = clock.instant();
    return new Lease(
        environment,
        name.id(),
        name.incarnation(),
        address,
        now,
        now.plus(leaseDuration),
        clock.localClockAhead().toMillis());
  }

  @Override
  public List<Loop> loops() {
    return List.of(heartbeat);
  }

  /// Returns the lease, so that no deployment waits for a node that has stopped.
  @Override
  public void close() {
    heartbeat.close();
    try {
      nodes.leave(currentLease());
    } catch (RuntimeException e) {
      LOG.warn("The lease could not be returned; it expires by itself", e);
    }
  }
}
