package io.hotswap.runtime.quota;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a tenant may ask of a plugin on this node. Whoever was admitted has to [#leave].
public sealed interface Allowance permits UnlimitedAllowance, MeteredAllowance {
  Allowance UNLIMITED = UnlimitedAllowance.UNLIMITED;

  /// @param tick of the node's coarse clock
  /// @return null when admitted: it is every call's answer but the last one too many
  @Nullable Exhausted enter(int tick);

  void leave();

  /// The quota is used up.
  ///
  /// @param limit in one word, for metrics: `requests` or `concurrency`
  /// @param sentence for the caller
  /// @param retryAfter when a call would be admitted, if none came meanwhile
  record Exhausted(String limit, String sentence, Duration retryAfter) {}
}
