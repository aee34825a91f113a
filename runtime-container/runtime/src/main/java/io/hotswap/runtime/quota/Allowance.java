package io.hotswap.runtime.quota;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A tenant's allowance of a plugin's calls on this node. A call that was admitted has to [#leave].
public sealed interface Allowance permits UnlimitedAllowance, MeteredAllowance {
  Allowance UNLIMITED = UnlimitedAllowance.UNLIMITED;

  /// @param tick of the node's coarse clock
  /// @return null when admitted, to spare an allocation for each call
  @Nullable Exhausted enter(int tick);

  void leave();

  /// What clients are told of it.
  ///
  /// @param tick of the node's coarse clock
  /// @return null when there is no limit, to spare an allocation for each call
  @Nullable RateLimit rateLimit(int tick);

  /// The quota is used up.
  ///
  /// @param limit label for metrics: `requests` or `concurrency`
  /// @param sentence for the client
  /// @param retryAfter when a call would be admitted if no other came meanwhile
  record Exhausted(String limit, String sentence, Duration retryAfter, RateLimit rateLimit) {}
}
