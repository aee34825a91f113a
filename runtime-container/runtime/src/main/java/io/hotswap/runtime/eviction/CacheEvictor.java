package io.hotswap.runtime.eviction;

import io.hotswap.runtime.caching.CacheEntry;
import io.hotswap.runtime.caching.CoarseClock;
import io.hotswap.runtime.caching.LeastRecentlyUsed;
import io.hotswap.runtime.reconciliation.CacheOccupancy.Seat;
import io.hotswap.runtime.reconciliation.PluginReconciler;
import io.hotswap.runtime.reconciliation.ReconcilerContext;
import io.hotswap.runtime.supervision.Loop;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps what is loaded within the cache's room: looks again with every tick of the coarse clock,
/// which it moves.
public final class CacheEvictor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CacheEvictor.class);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final ReconcilerContext context;
  private final Supplier<Collection<PluginReconciler>> tracks;
  private final LeastRecentlyUsed policy;
  private final Loop ticking;
  private volatile boolean fits = true;
  private boolean complained;

  public CacheEvictor(ReconcilerContext context, Supplier<Collection<PluginReconciler>> tracks) {
    this.context = context;
    this.tracks = tracks;
    this.policy = context.caching().config().policy();
    this.ticking = Loop.every(CoarseClock.TICK, LIMIT, "cache", this::tick);
  }

  public void start() {
    ticking.start();
  }

  private void tick() {
    context.caching().clock().tick();
    look();
  }

  /// Evicts what has to go now.
  synchronized void look() {
    var residents = residents();
    long left = LeastRecentlyUsed.bytes(residents);
    for (var seat : policy.leaving(residents, context.caching().clock().now())) {
      if (seat.track().evict(seat)) {
        left -= seat.bytes();
        context.metrics().cache().evicted();
      }
    }
    note(left);
  }

  /// What all that is loaded or being loaded is estimated to take.
  public long bytes() {
    return LeastRecentlyUsed.bytes(residents());
  }

  private List<CacheEntry<Seat>> residents() {
    return tracks.get().stream().flatMap(it -> it.residents().stream()).toList();
  }

  private void note(long loaded) {
    long cold = tracks.get().stream().mapToLong(PluginReconciler::coldBytes).sum();
    fits = loaded + cold <= policy.mostBytes();
    context.metrics().cache().holds(loaded, cold);
    if (loaded > policy.mostBytes() && !complained) {
      LOG.warn(
          "What must stay loaded takes {} bytes, more than the cache's {}",
          loaded,
          policy.mostBytes());
    }
    complained = loaded > policy.mostBytes();
  }

  /// Whether this node has room for all its plugins at once: then warm places matter to nobody.
  public boolean fits() {
    return fits;
  }

  public Loop loop() {
    return ticking;
  }

  @Override
  public void close() {
    ticking.close();
  }
}
