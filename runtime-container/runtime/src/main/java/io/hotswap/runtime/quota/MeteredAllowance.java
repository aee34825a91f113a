package io.hotswap.runtime.quota;

import io.hotswap.domain.routing.Quota;
import io.hotswap.runtime.caching.NodeShare;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// This node's share of a tenant's quota. Nodes do not coordinate: each takes its part of the
/// quota.
///
/// @param policy value of the field `RateLimit-Policy`
/// @param nodes who share the plugin's calls now
record MeteredAllowance(Quota quota, String policy, Usage usage, Supplier<NodeShare> nodes)
    implements Allowance {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  static MeteredAllowance of(Quota quota, Usage usage, Supplier<NodeShare> nodes) {
    var policy =
        "\"requests\";q=%d;w=60, \"concurrency\";q=%d;qu=\"concurrent-requests\""
            .formatted(quota.maxRequestsPerMinute(), quota.maxConcurrentExecutions());
    return new MeteredAllowance(quota, policy, usage, nodes);
  }

  @Override
  public @Nullable Exhausted enter(int tick) {
    int concurrent = quota.maxConcurrentExecutions();
    int requests = quota.maxRequestsPerMinute();
    var share = nodes.get();
    var reached = usage.enter(tick, concurrent, requests, share);
    return switch (reached) {
      case null -> null;
      case CONCURRENCY ->
          new Exhausted(
              "concurrency",
              sentence("calls at once", concurrent, share),
              RETRY_AFTER,
              // Retry-After is never earlier than a t beside it.
              new RateLimit(policy, "\"concurrency\";r=0"));
      case REQUESTS ->
          new Exhausted(
              "requests",
              sentence("calls a minute", requests, share),
              usage.retryAfter(tick, requests, share),
              rateLimit(tick));
    };
  }

  @Override
  public void leave() {
    usage.leave();
  }

  /// Of the requests also, in how many seconds there will be more.
  @Override
  public RateLimit rateLimit(int tick) {
    var share = nodes.get();
    int requests = Math.max(0, share.of(quota.maxRequestsPerMinute()) - usage.requests(tick));
    int concurrent = Math.max(0, share.of(quota.maxConcurrentExecutions()) - usage.inFlight());
    var remaining =
        "\"requests\";r="
            + requests
            + ";t="
            + usage.secondsUntilFewer(tick)
            + ", \"concurrency\";r="
            + concurrent;
    return new RateLimit(policy, remaining);
  }

  private static String sentence(String what, int whole, NodeShare share) {
    return "The quota is " + (whole + " " + what) + ", of which this node takes " + share.of(whole);
  }
}
