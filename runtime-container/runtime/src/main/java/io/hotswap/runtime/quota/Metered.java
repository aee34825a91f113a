package io.hotswap.runtime.quota;

import io.hotswap.domain.routing.Quota;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// This node's share of a tenant's quota: the nodes do not ask each other, each takes its part of
/// the whole, rounded up.
///
/// @param nodes that share the environment's calls now
record Metered(Quota quota, Usage usage, IntSupplier nodes) implements Allowance {
  private static final Duration SOON = Duration.ofSeconds(1);

  @Override
  public @Nullable Exhausted enter(int tick) {
    int concurrent = share(quota.maxConcurrentExecutions());
    if (!usage.enter(concurrent)) {
      return new Exhausted(
          "concurrency",
          sentence(quota.maxConcurrentExecutions() + " calls at once", concurrent),
          SOON);
    }
    int requests = share(quota.maxRequestsPerMinute());
    if (!usage.ask(tick, requests)) {
      usage.leave();
      return new Exhausted(
          "requests",
          sentence(quota.maxRequestsPerMinute() + " calls a minute", requests),
          usage.retryAfter(tick, requests));
    }
    return null;
  }

  @Override
  public void leave() {
    usage.leave();
  }

  private int share(int whole) {
    return Math.ceilDiv(whole, Math.max(1, nodes.getAsInt()));
  }

  private static String sentence(String whole, int share) {
    return "The quota is " + whole + ", of which this node takes " + share;
  }
}
