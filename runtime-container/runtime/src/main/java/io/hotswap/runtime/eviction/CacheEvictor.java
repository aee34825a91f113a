package io.hotswap.runtime.eviction;

import io.hotswap.runtime.caching.CacheEntry;
import io.hotswap.runtime.caching.CoarseClock;
import io.hotswap.runtime.caching.LeastRecentlyUsed;
import io.hotswap.runtime.reconciliation.CacheOccupancy.CachedVersion;
import io.hotswap.runtime.reconciliation.PluginReconciler;
import io.hotswap.runtime.reconciliation.ReconcilerContext;
import io.hotswap.runtime.supervision.Loop;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the loaded versions within the cache's size. Checks at every tick of the coarse clock,
/// which it advances.
public final class CacheEvictor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CacheEvictor.class);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final ReconcilerContext context;
  private final Supplier<Collection<PluginReconciler>> reconcilers;
  private final LeastRecentlyUsed policy;
  private final Loop tickLoop;
  private volatile boolean fits = true;
  private boolean warned;

  public CacheEvictor(
      ReconcilerContext context, Supplier<Collection<PluginReconciler>> reconcilers) {
    this.context = context;
    this.reconcilers = reconcilers;
    this.policy = context.cachePolicy().config().policy();
    this.tickLoop = Loop.every(CoarseClock.TICK, LIMIT, "cache", this::tick);
  }

  public void start() {
    tickLoop.start();
  }

  private void tick() {
    context.cachePolicy().clock().tick();
    evictExcess();
  }

  /// Evicts the versions that are over the cache's size or age now.
  synchronized void evictExcess() {
    var residents = residents();
    long left = LeastRecentlyUsed.bytes(residents);
    for (var cached : policy.toEvict(residents, context.cachePolicy().clock().now())) {
      if (cached.reconciler().evict(cached)) {
        left -= cached.bytes();
        context.metrics().cache().evicted();
      }
    }
    recordSizes(left);
  }

  /// Estimated bytes of all versions that are loaded or being loaded.
  public long bytes() {
    return LeastRecentlyUsed.bytes(residents());
  }

  private List<CacheEntry<CachedVersion>> residents() {
    return reconcilers.get().stream().flatMap(it -> it.cacheEntries().stream()).toList();
  }

  private void recordSizes(long loaded) {
    long cold = reconcilers.get().stream().mapToLong(PluginReconciler::coldBytes).sum();
    fits = loaded + cold <= policy.mostBytes();
    context.metrics().cache().setBytes(loaded, cold);
    if (loaded > policy.mostBytes() && !warned) {
      LOG.warn(
          "What must stay loaded takes {} bytes, more than the cache's {}",
          loaded,
          policy.mostBytes());
    }
    warned = loaded > policy.mostBytes();
  }

  /// Whether this node has room for all its plugins at once; then calls need not prefer warm nodes.
  public boolean fits() {
    return fits;
  }

  public Loop loop() {
    return tickLoop;
  }

  @Override
  public void close() {
    tickLoop.close();
  }
}
