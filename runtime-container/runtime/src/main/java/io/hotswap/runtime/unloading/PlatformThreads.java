package io.hotswap.runtime.unloading;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Threads that the platform starts on first use and never ends. They keep the context class loader
/// of the first user, which must be the node and no plugin.
final class PlatformThreads {
  private PlatformThreads() {}

  static void startAll() {
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    // They may run plugin code, which must not see the node's class loader.
    thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
    try {
      startTimeouts();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  // The scheduler of the common pool.
  private static void startTimeouts() {
    CompletableFuture.delayedExecutor(0, TimeUnit.MILLISECONDS).execute(() -> {});
  }
}
