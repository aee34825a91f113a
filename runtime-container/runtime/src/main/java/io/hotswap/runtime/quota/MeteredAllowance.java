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
  private static final String BYTES = "bytes";
  private static final int MILLIS = 1_000;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  static MeteredAllowance of(Quota quota, Usage usage, Supplier<NodeShare> nodes) {
    var policy =
        "\"requests\";q=%d;w=60, \"concurrency\";q=%d;qu=\"concurrent-requests\"%s%s"
            .formatted(
                quota.maxRequestsPerMinute(),
                quota.maxConcurrentExecutions(),
                quota
                    .maxBytesInFlight()
                    .map(", \"bytes\";q=%d;qu=\"content-bytes\""::formatted)
                    .orElse(""),
                quota
                    .maxProcessorSecondsPerMinute()
                    .map(", \"processor\";q=%d;qu=\"processor-seconds\";w=60"::formatted)
                    .orElse(""));
    return new MeteredAllowance(quota, policy, usage, nodes);
  }

  @Override
  public @Nullable Exhausted enter(int tick, int bytes) {
    var share = nodes.get();
    var processor = quota.maxProcessorSecondsPerMinute();
    if (processor.isPresent() && !usage.processes().isWithin(tick, processor.get(), 1, share)) {
      usage.refused();
      return overProcessor(tick, processor.get(), share);
    }
    if (!takes(bytes, share)) {
      return overBytes(bytes, share);
    }
    var exhausted = entered(tick, share);
    if (exhausted != null && countsBytes()) {
      usage.release(bytes);
    }
    return exhausted;
  }

  private Exhausted overProcessor(int tick, int seconds, NodeShare share) {
    return new Exhausted(
        "processor",
        "The quota is %d processor seconds a minute, of which this node takes %.3f"
            .formatted(seconds, share.of(seconds * MILLIS) / (double) MILLIS),
        usage.processes().retryAfter(tick, seconds, share),
        new RateLimit(policy, processorLeft(tick, seconds, share)));
  }

  private String processorLeft(int tick, int seconds, NodeShare share) {
    var use = usage.processes();
    return "\"processor\";r="
        + use.secondsLeft(tick, seconds, share)
        + ";t="
        + use.secondsUntilLess(tick);
  }

  private boolean takes(int bytes, NodeShare share) {
    return !countsBytes() || usage.hold(bytes, quota.maxBytesInFlight().orElseThrow(), share);
  }

  private Exhausted overBytes(int bytes, NodeShare share) {
    int most = quota.maxBytesInFlight().orElseThrow();
    var rateLimit = new RateLimit(policy, bytesLeft(most, share));
    return bytes > most
        ? new Exhausted(
            BYTES,
            "A body of %d bytes is more than the quota of %d bytes".formatted(bytes, most),
            Duration.ZERO,
            rateLimit)
        : new Exhausted(
            BYTES, sentence("bytes of calls in flight", most, share), RETRY_AFTER, rateLimit);
  }

  private @Nullable Exhausted entered(int tick, NodeShare share) {
    int concurrent = quota.maxConcurrentExecutions();
    int requests = quota.maxRequestsPerMinute();
    return switch (usage.enter(tick, concurrent, requests, share)) {
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
  public void leave(int bytes) {
    if (countsBytes()) {
      usage.release(bytes);
    }
    usage.leave();
  }

  @Override
  public boolean countsBytes() {
    return quota.maxBytesInFlight().isPresent();
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
            + concurrent
            + quota.maxBytesInFlight().map(it -> ", " + bytesLeft(it, share)).orElse("")
            + quota
                .maxProcessorSecondsPerMinute()
                .map(it -> ", " + processorLeft(tick, it, share))
                .orElse("");
    return new RateLimit(policy, remaining);
  }

  private String bytesLeft(int most, NodeShare share) {
    return "\"bytes\";r=" + Math.max(0, share.of(most) - usage.bytes());
  }

  private static String sentence(String what, int whole, NodeShare share) {
    return "The quota is " + (whole + " " + what) + ", of which this node takes " + share.of(whole);
  }
}
