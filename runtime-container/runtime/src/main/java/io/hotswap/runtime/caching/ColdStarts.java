package io.hotswap.runtime.caching;

import io.hotswap.domain.ids.PluginId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// Loads evicted versions again, for the calls that are routed to them.
@FunctionalInterface
public interface ColdStarts {
  /// Does not block. Concurrent calls of one version share one load.
  ///
  /// @param limit after which the result is completed in any case
  CompletableFuture<Woken> wake(PluginId plugin, String version, Duration limit);

  /// How the load ended.
  sealed interface Woken {
    /// The version may be called.
    record Up() implements Woken {}

    /// @param sentence why, for the client
    /// @param retry when to call again
    record Down(String sentence, Duration retry) implements Woken {}
  }
}
