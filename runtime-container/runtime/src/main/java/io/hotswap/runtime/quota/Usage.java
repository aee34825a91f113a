package io.hotswap.runtime.quota;

import io.hotswap.runtime.caching.CoarseClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/// What one tenant has asked of one plugin on this node: outlives generations. Takes no lock.
///
/// Requests of the last sixty seconds are those of the minute under way, and of the minute before
/// as many as its share of the sixty seconds would have if they had come evenly.
final class Usage {
  private static final int MINUTE =
      Math.toIntExact(Duration.ofMinutes(1).dividedBy(CoarseClock.TICK));
  private static final AtomicLongFieldUpdater<Usage> BEGUN =
      AtomicLongFieldUpdater.newUpdater(Usage.class, "begun");
  private static final AtomicLongFieldUpdater<Usage> ENDED =
      AtomicLongFieldUpdater.newUpdater(Usage.class, "ended");
  private static final AtomicReferenceFieldUpdater<Usage, Minute> MINUTES =
      AtomicReferenceFieldUpdater.newUpdater(Usage.class, Minute.class, "minute");

  // All there ever were: what is inside, and what came in a minute, are differences.
  private volatile long begun;
  private volatile long ended;
  private volatile Minute minute = new Minute(0, 0, 0);

  enum Limit {
    CONCURRENCY,
    REQUESTS
  }

  /// @param number of minutes since the node began
  /// @param begun before it
  /// @param previous how many of them in the minute before it
  private record Minute(int number, long begun, long previous) {
    Minute turned(int next, long begun) {
      return new Minute(next, begun, next == number + 1 ? begun - this.begun : 0);
    }

    /// Requests of sixty seconds, times the ticks of a minute.
    long weighted(long begun, int tick) {
      // All of it, for a call that was held up since it read the tick.
      int left = tick / MINUTE < number ? MINUTE : MINUTE - tick % MINUTE;
      return previous * left + (begun - this.begun) * MINUTE;
    }
  }

  /// @param concurrent calls at once, of all nodes
  /// @param requests in sixty seconds, of all nodes
  /// @param nodes that share them evenly, rounded up
  /// @return the limit that is reached; null when the call was let in
  @Nullable Limit enter(int tick, int concurrent, int requests, int nodes) {
    while (true) {
      // In this order: when nobody else began meanwhile, no more are inside than it says.
      long was = begun;
      if ((was - ended) * nodes >= concurrent) {
        return Limit.CONCURRENCY;
      }
      if (!fits(at(tick), was, tick, requests, nodes)) {
        return Limit.REQUESTS;
      }
      if (BEGUN.compareAndSet(this, was, was + 1)) {
        return null;
      }
    }
  }

  void leave() {
    ENDED.incrementAndGet(this);
  }

  /// When a request would fit if none came meanwhile.
  Duration retryAfter(int tick, int requests, int nodes) {
    var last = at(tick);
    long was = begun;
    int later = tick;
    while (!fits(turned(last, later, was), was, later, requests, nodes)
        && later - tick < 2 * MINUTE) {
      later++;
    }
    return CoarseClock.TICK.multipliedBy(Math.max(1, later - tick));
  }

  private static boolean fits(Minute minute, long begun, int tick, int requests, int nodes) {
    long weighted = minute.weighted(begun, tick);
    // Nearly always true already, and without the division that rounding up takes.
    return weighted * nodes < requests * (long) MINUTE
        || weighted < Math.ceilDiv(requests, nodes) * (long) MINUTE;
  }

  // Of a call that was held up since it read the tick, the minute that others count in already.
  private Minute at(int tick) {
    while (true) {
      var now = minute;
      if (tick / MINUTE <= now.number) {
        return now;
      }
      MINUTES.compareAndSet(this, now, turned(now, tick, begun));
    }
  }

  private static Minute turned(Minute minute, int tick, long begun) {
    int number = tick / MINUTE;
    return number > minute.number ? minute.turned(number, begun) : minute;
  }
}
