package io.hotswap.runtime.quota;

import io.hotswap.runtime.caching.CoarseClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/// One tenant's calls of one plugin on this node, across generations. Lock-free.
///
/// Requests of the last sixty seconds are estimated: those of the current minute, plus the minute
/// before in proportion to its part of the sixty seconds.
final class Usage {
  private static final int MINUTE =
      Math.toIntExact(Duration.ofMinutes(1).dividedBy(CoarseClock.TICK));
  private static final AtomicLongFieldUpdater<Usage> BEGUN =
      AtomicLongFieldUpdater.newUpdater(Usage.class, "begun");
  private static final AtomicLongFieldUpdater<Usage> ENDED =
      AtomicLongFieldUpdater.newUpdater(Usage.class, "ended");
  private static final AtomicReferenceFieldUpdater<Usage, Minute> MINUTES =
      AtomicReferenceFieldUpdater.newUpdater(Usage.class, Minute.class, "minute");

  // Monotonic totals: calls in flight, and calls in a minute, are differences.
  private volatile long begun;
  private volatile long ended;
  private volatile Minute minute = new Minute(0, 0, 0);

  enum Limit {
    CONCURRENCY,
    REQUESTS
  }

  /// @param number of the minute since the node started
  /// @param begun calls that began before it
  /// @param previous calls that began in the minute before it
  private record Minute(int number, long begun, long previous) {
    Minute turned(int next, long begun) {
      return new Minute(next, begun, next == number + 1 ? begun - this.begun : 0);
    }

    /// Estimated requests of the last sixty seconds, times the ticks of a minute.
    long weighted(long begun, int tick) {
      // The whole minute, for a call that was delayed after it read the tick.
      int left = tick / MINUTE < number ? MINUTE : MINUTE - tick % MINUTE;
      return previous * left + (begun - this.begun) * MINUTE;
    }
  }

  /// @param concurrent limit of concurrent calls, of all nodes
  /// @param requests limit in sixty seconds, of all nodes
  /// @param nodes number of nodes that share both limits evenly, rounded up
  /// @return the limit that is reached; null when the call was admitted
  @Nullable Limit enter(int tick, int concurrent, int requests, int nodes) {
    while (true) {
      // `begun` is read first: if the compare-and-set succeeds, the difference is no underestimate.
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

  /// When a request would be admitted if no other came meanwhile.
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
    // Checked first because it is nearly always true and needs no division.
    return weighted * nodes < requests * (long) MINUTE
        || weighted < Math.ceilDiv(requests, nodes) * (long) MINUTE;
  }

  // For a call that was delayed after it read the tick: the minute that others count in already.
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
