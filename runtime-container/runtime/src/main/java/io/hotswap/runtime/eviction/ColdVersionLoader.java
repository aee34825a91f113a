package io.hotswap.runtime.eviction;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.runtime.caching.ColdStarts;
import io.hotswap.runtime.reconciliation.PluginReconcilers;
import io.hotswap.runtime.supervision.NodeThread;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Loads cold versions through their reconcilers, on threads of its own: a reconciler's lock may
/// block, which callers must not.
public final class ColdVersionLoader implements ColdStarts, AutoCloseable {
  private static final int AT_ONCE = 4;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final ExecutorService executor =
      Executors.newFixedThreadPool(AT_ONCE, NodeThread.factory("cold-start-"));
  private final PluginReconcilers reconcilers;
  private final CacheEvictor cacheEvictor;

  public ColdVersionLoader(PluginReconcilers reconcilers, CacheEvictor cacheEvictor) {
    this.reconcilers = reconcilers;
    this.cacheEvictor = cacheEvictor;
  }

  @Override
  public CompletableFuture<ColdStart> begin(PluginId plugin, String version, Duration limit) {
    return CompletableFuture.completedFuture(version)
        .thenComposeAsync(it -> begin(plugin, it), executor)
        .completeOnTimeout(
            new ColdStart.Unavailable(version + " did not come up in time", RETRY_AFTER),
            limit.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  private CompletableFuture<ColdStart> begin(PluginId plugin, String version) {
    var coldStart =
        reconcilers
            .find(plugin)
            .map(reconciler -> reconciler.beginColdStart(version))
            .orElseGet(() -> CompletableFuture.completedFuture(new ColdStart.Loaded()));
    if (!coldStart.isDone()) {
      cacheEvictor.evictExcess();
    }
    return coldStart;
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
