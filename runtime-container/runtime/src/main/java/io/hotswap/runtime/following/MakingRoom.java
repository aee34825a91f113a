package io.hotswap.runtime.following;

import io.hotswap.runtime.caching.CoarseClock;
import io.hotswap.runtime.caching.LeastRecentlyUsed;
import io.hotswap.runtime.caching.Resident;
import io.hotswap.runtime.following.Seating.Seat;
import io.hotswap.runtime.supervision.Loop;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps what is loaded within the cache's room: looks again with every tick of the coarse clock,
/// which it moves.
final class MakingRoom implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MakingRoom.class);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Bench bench;
  private final Supplier<Collection<PluginTrack>> tracks;
  private final LeastRecentlyUsed policy;
  private final Loop ticking;
  private volatile boolean fits = true;
  private boolean complained;

  MakingRoom(Bench bench, Supplier<Collection<PluginTrack>> tracks) {
    this.bench = bench;
    this.tracks = tracks;
    this.policy = bench.caching().config().policy();
    this.ticking = Loop.every(CoarseClock.TICK, LIMIT, "cache", this::tick);
  }

  void start() {
    ticking.start();
  }

  private void tick() {
    bench.caching().clock().tick();
    look();
  }

  /// Evicts what has to go now.
  synchronized void look() {
    var residents = residents();
    long left = LeastRecentlyUsed.bytes(residents);
    for (var seat : policy.leaving(residents, bench.caching().clock().now())) {
      if (seat.track().evict(seat)) {
        left -= seat.bytes();
        bench.metrics().cache().evicted();
      }
    }
    note(left);
  }

  /// What all that is loaded or being loaded is estimated to take.
  long bytes() {
    return LeastRecentlyUsed.bytes(residents());
  }

  private List<Resident<Seat>> residents() {
    return tracks.get().stream().flatMap(it -> it.residents().stream()).toList();
  }

  private void note(long loaded) {
    long cold = tracks.get().stream().mapToLong(PluginTrack::coldBytes).sum();
    fits = loaded + cold <= policy.mostBytes();
    bench.metrics().cache().holds(loaded, cold);
    if (loaded > policy.mostBytes() && !complained) {
      LOG.warn(
          "What must stay loaded takes {} bytes, more than the cache's {}",
          loaded,
          policy.mostBytes());
    }
    complained = loaded > policy.mostBytes();
  }

  /// Whether this node has room for all its plugins at once: then warm places matter to nobody.
  boolean fits() {
    return fits;
  }

  Loop loop() {
    return ticking;
  }

  @Override
  public void close() {
    ticking.close();
  }
}
