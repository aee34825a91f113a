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
  CompletableFuture<ColdStart> begin(PluginId plugin, String version, Duration limit);

  /// How the load ended.
  sealed interface ColdStart {
    /// The version may be called.
    record Loaded() implements ColdStart {}

    /// @param sentence why, for the client
    /// @param retry when to call again
    record Unavailable(String sentence, Duration retry) implements ColdStart {}
  }
}
