package io.hotswap.runtime.unloading;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Threads that the platform starts when they are first needed, and never ends. They keep the
/// context class loader of whoever came first: that must be the node, no plugin.
final class PlatformThreads {
  private PlatformThreads() {}

  static void startAll() {
    // The common pool's scheduler of timeouts.
    CompletableFuture.delayedExecutor(0, TimeUnit.MILLISECONDS).execute(() -> {});
  }
}
