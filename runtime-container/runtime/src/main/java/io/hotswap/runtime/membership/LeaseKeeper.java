package io.hotswap.runtime.membership;

import io.hotswap.domain.node.Nodes;
import io.hotswap.runtime.controlplane.ClockSkewReporter;
import io.hotswap.runtime.controlplane.Reachability;
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
  private final LeaseIssuer leaseIssuer;
  private final ClockSkewReporter skew;
  private final Reachability reachability;
  private final MembershipPoller membershipPoller;
  private final Supplier<Optional<String>> trouble;
  private final Loop heartbeat;
  private boolean withheld;

  /// @param trouble why the lease must not be renewed; empty when all is well
  public LeaseKeeper(
      Nodes nodes,
      LeaseIssuer leaseIssuer,
      Duration pause,
      Supplier<Optional<String>> trouble,
      Reachability reachability,
      ClockSkewReporter skew,
      MembershipPoller membershipPoller) {
    this.nodes = nodes;
    this.leaseIssuer = leaseIssuer;
    this.trouble = trouble;
    this.reachability = reachability;
    this.skew = skew;
    this.membershipPoller = membershipPoller;
    this.heartbeat = Loop.every(pause, LIMIT, "heartbeat", this::renew);
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
      nodes.heartbeat(leaseIssuer.issue());
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

  @Override
  public List<Loop> loops() {
    return List.of(heartbeat);
  }

  /// Returns the lease, so that no deployment waits for a node that has stopped.
  @Override
  public void close() {
    heartbeat.close();
    try {
      nodes.leave(leaseIssuer.issue());
    } catch (RuntimeException e) {
      LOG.warn("The lease could not be returned; it expires by itself", e);
    }
  }
}
