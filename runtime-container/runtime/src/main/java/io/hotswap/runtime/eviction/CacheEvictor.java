package io.hotswap.runtime.eviction;

import io.hotswap.runtime.caching.CacheEntry;
import io.hotswap.runtime.caching.CachePolicy;
import io.hotswap.runtime.caching.CoarseClock;
import io.hotswap.runtime.caching.EvictionOrder;
import io.hotswap.runtime.metrics.CacheMetrics;
import io.hotswap.runtime.reconciliation.CacheOccupancy.CachedVersion;
import io.hotswap.runtime.reconciliation.PluginReconciler;
import io.hotswap.runtime.reconciliation.PluginReconcilers;
import io.hotswap.runtime.supervision.Loop;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the loaded versions within the cache's size. Checks at every tick of the coarse clock,
/// which it advances.
public final class CacheEvictor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CacheEvictor.class);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final PluginReconcilers reconcilers;
  private final CoarseClock clock;
  private final CacheMetrics metrics;
  private final EvictionOrder policy;
  private final Loop tickLoop;
  private volatile boolean fits = true;
  private boolean warned;

  public CacheEvictor(
      PluginReconcilers reconcilers, CachePolicy cachePolicy, CacheMetrics metrics) {
    this.reconcilers = reconcilers;
    this.clock = cachePolicy.clock();
    this.metrics = metrics;
    this.policy = cachePolicy.config().policy();
    this.tickLoop = Loop.every(CoarseClock.TICK, LIMIT, "cache", this::tick);
  }

  public void start() {
    tickLoop.start();
  }

  private void tick() {
    clock.tick();
    evictExcess();
  }

  /// Evicts the versions that are over the cache's size or age now.
  synchronized void evictExcess() {
    var residents = residents();
    long left = EvictionOrder.bytes(residents);
    for (var cached : policy.toEvict(residents, clock.now())) {
      if (cached.reconciler().evict(cached)) {
        left -= cached.bytes();
        metrics.evicted();
      }
    }
    recordSizes(left);
  }

  /// Estimated bytes of all versions that are loaded or being loaded.
  public long bytes() {
    return EvictionOrder.bytes(residents());
  }

  private List<CacheEntry<CachedVersion>> residents() {
    return reconcilers.all().stream().flatMap(it -> it.cacheEntries().stream()).toList();
  }

  private void recordSizes(long loaded) {
    long cold = reconcilers.all().stream().mapToLong(PluginReconciler::coldBytes).sum();
    fits = loaded + cold <= policy.mostBytes();
    metrics.setBytes(loaded, cold);
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
