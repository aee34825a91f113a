package io.hotswap.runtime.caching;

import io.hotswap.domain.ids.PluginId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// Brings versions up again that were evicted, for the calls that are routed to them.
@FunctionalInterface
public interface ColdStarts {
  /// Blocks nobody. Calls of one version share one load.
  ///
  /// @param limit after which the caller has an answer in any case
  CompletableFuture<Woken> wake(PluginId plugin, String version, Duration limit);

  /// How that ended.
  sealed interface Woken {
    /// It may be routed to.
    record Up() implements Woken {}

    /// @param sentence for people
    /// @param retry when to call again
    record Down(String sentence, Duration retry) implements Woken {}
  }
}
