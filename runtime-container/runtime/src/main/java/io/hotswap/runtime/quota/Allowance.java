package io.hotswap.runtime.quota;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A tenant's allowance of a plugin's calls on this node. A call that was admitted has to [#leave].
public sealed interface Allowance permits UnlimitedAllowance, MeteredAllowance {
  Allowance UNLIMITED = UnlimitedAllowance.UNLIMITED;

  /// @param tick of the node's coarse clock
  /// @param bytes of the call's body
  /// @return null when admitted, to spare an allocation for each call
  @Nullable Exhausted enter(int tick, int bytes);

  /// @param bytes as when it entered
  void leave(int bytes);

  /// Whether bytes of bodies are limited. Where they are not, a call may leave with 0.
  boolean countsBytes();

  /// What clients are told of it.
  ///
  /// @param tick of the node's coarse clock
  /// @return null when there is no limit, to spare an allocation for each call
  @Nullable RateLimit rateLimit(int tick);

  /// The quota is used up.
  ///
  /// @param limit label for metrics: `requests`, `concurrency`, `bytes` or `processor`
  /// @param sentence for the client
  /// @param retryAfter when a call would be admitted if no other came meanwhile; zero: never
  record Exhausted(String limit, String sentence, Duration retryAfter, RateLimit rateLimit) {}
}
