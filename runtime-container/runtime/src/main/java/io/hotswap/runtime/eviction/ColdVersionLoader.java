package io.hotswap.runtime.eviction;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.runtime.caching.ColdStarts;
import io.hotswap.runtime.reconciliation.PluginReconciler;
import io.hotswap.runtime.supervision.NodeThread;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Has the tracks wake versions, on threads that may wait for a track's lock: callers may not.
public final class ColdVersionLoader implements ColdStarts, AutoCloseable {
  private static final int AT_ONCE = 4;
  private static final Duration SOON = Duration.ofSeconds(1);

  private final ExecutorService wakers =
      Executors.newFixedThreadPool(AT_ONCE, NodeThread.factory("wake-"));
  private final Function<PluginId, Optional<PluginReconciler>> tracks;
  private final CacheEvictor room;

  public ColdVersionLoader(
      Function<PluginId, Optional<PluginReconciler>> tracks, CacheEvictor room) {
    this.tracks = tracks;
    this.room = room;
  }

  @Override
  public CompletableFuture<Woken> wake(PluginId plugin, String version, Duration limit) {
    return CompletableFuture.completedFuture(version)
        .thenComposeAsync(it -> begin(plugin, it), wakers)
        .completeOnTimeout(
            new Woken.Down(version + " did not come up in time", SOON),
            limit.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  private CompletableFuture<Woken> begin(PluginId plugin, String version) {
    var woken =
        tracks
            .apply(plugin)
            .map(reconciler -> reconciler.wake(version))
            .orElseGet(() -> CompletableFuture.completedFuture(new Woken.Up()));
    if (!woken.isDone()) {
      room.look();
    }
    return woken;
  }

  @Override
  public void close() {
    wakers.shutdownNow();
  }
}
