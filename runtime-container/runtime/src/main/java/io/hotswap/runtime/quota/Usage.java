package io.hotswap.runtime.quota;

import io.hotswap.runtime.caching.CoarseClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/// What one tenant has asked of one plugin on this node: outlives generations. Takes no lock.
///
/// Requests of the last sixty seconds are those of the minute under way, and of the minute before
/// as many as its share of the sixty seconds would have if they had come evenly.
final class Usage {
  private static final int BITS = 22;

  /// More than a node answers in a minute; a greater limit is none.
  private static final int MOST = (1 << BITS) - 1;

  private static final int MINUTE =
      Math.toIntExact(Duration.ofMinutes(1).dividedBy(CoarseClock.TICK));
  private static final AtomicIntegerFieldUpdater<Usage> INSIDE =
      AtomicIntegerFieldUpdater.newUpdater(Usage.class, "inside");
  private static final AtomicLongFieldUpdater<Usage> REQUESTS =
      AtomicLongFieldUpdater.newUpdater(Usage.class, "requests");

  private volatile int inside;
  // From above: the minute's number, requests in the minute before it, requests in it.
  private volatile long requests;

  /// @param limit of calls at once
  boolean enter(int limit) {
    if (INSIDE.incrementAndGet(this) > limit) {
      leave();
      return false;
    }
    return true;
  }

  void leave() {
    INSIDE.decrementAndGet(this);
  }

  /// @param limit of requests in sixty seconds
  boolean ask(int tick, int limit) {
    while (true) {
      long was = requests;
      long now = at(was, tick);
      if (!fits(now, tick, limit)) {
        return false;
      }
      if (REQUESTS.compareAndSet(this, was, now + 1)) {
        return true;
      }
    }
  }

  /// When a request would fit if none came meanwhile.
  Duration retryAfter(int tick, int limit) {
    long was = requests;
    int later = tick;
    while (!fits(at(was, later), later, limit) && later - tick < 2 * MINUTE) {
      later++;
    }
    return CoarseClock.TICK.multipliedBy(Math.max(1, later - tick));
  }

  private static boolean fits(long counted, int tick, int limit) {
    int left = MINUTE - tick % MINUTE;
    return before(counted) * left + within(counted) * MINUTE
        < Math.min(limit, MOST) * (long) MINUTE;
  }

  // The same count, as of a later minute.
  private static long at(long counted, int tick) {
    long minute = Math.floorDiv(tick, MINUTE);
    long passed = minute - (counted >>> (2 * BITS));
    if (passed <= 0) {
      // Less, when our tick was read before another thread counted, in that one's minute.
      return counted;
    }
    long before = passed == 1 ? within(counted) : 0;
    return (minute << (2 * BITS)) | (before << BITS);
  }

  private static long before(long counted) {
    return (counted >>> BITS) & MOST;
  }

  private static long within(long counted) {
    return counted & MOST;
  }
}
