package io.hotswap.runtime.quota;

import io.hotswap.domain.routing.Quota;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// This node's share of a tenant's quota. Nodes do not coordinate: each takes the quota divided by
/// the number of nodes, rounded up.
///
/// @param nodes how many share the plugin's calls now
record MeteredAllowance(Quota quota, Usage usage, IntSupplier nodes) implements Allowance {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  @Override
  public @Nullable Exhausted enter(int tick) {
    int concurrent = quota.maxConcurrentExecutions();
    int requests = quota.maxRequestsPerMinute();
    int sharing = Math.max(1, nodes.getAsInt());
    var reached = usage.enter(tick, concurrent, requests, sharing);
    return switch (reached) {
      case null -> null;
      case CONCURRENCY ->
          new Exhausted("concurrency", sentence("calls at once", concurrent, sharing), RETRY_AFTER);
      case REQUESTS ->
          new Exhausted(
              "requests",
              sentence("calls a minute", requests, sharing),
              usage.retryAfter(tick, requests, sharing));
    };
  }

  @Override
  public void leave() {
    usage.leave();
  }

  private static String sentence(String what, int whole, int sharing) {
    return "The quota is "
        + (whole + " " + what)
        + ", of which this node takes "
        + Math.ceilDiv(whole, sharing);
  }
}
