package io.hotswap.runtime.unloading;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Threads that the platform starts when they are first needed, and never ends. They keep the
/// context class loader of whoever came first: that must be the node, no plugin.
final class PlatformThreads {
  private PlatformThreads() {}

  static void startAll() {
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    // They may run plugins' code, and show it what any thread does.
    thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
    try {
      startTimeouts();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  // The common pool's scheduler.
  private static void startTimeouts() {
    CompletableFuture.delayedExecutor(0, TimeUnit.MILLISECONDS).execute(() -> {});
  }
}
