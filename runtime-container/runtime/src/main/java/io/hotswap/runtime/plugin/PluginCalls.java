package io.hotswap.runtime.plugin;

import io.hotswap.runtime.plugin.PluginCallResult.NotAnswered;
import io.hotswap.spi.Call;
import io.hotswap.spi.PluginCallFailed.Reason;
import io.hotswap.spi.PluginRequest;
import java.util.concurrent.CompletableFuture;

/// The calls that one version makes of other plugins.
@FunctionalInterface
public interface PluginCalls {
  /// Of a version that may call no others.
  PluginCalls NONE =
      (within, request) ->
          CompletableFuture.completedFuture(
              NotAnswered.of(Reason.REFUSED, "this version may call no other plugins"));

  /// Begins a call; does not block. Cancelling the result interrupts the other plugin.
  ///
  /// @param within the call that the version is answering, as it was given; not trusted
  /// @return completes with how it ended; exceptionally only when it is cancelled
  CompletableFuture<PluginCallResult> begin(Call within, PluginRequest request);
}
