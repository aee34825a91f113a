package io.hotswap.runtime.quota;

import io.hotswap.runtime.caching.CoarseClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Requests of the last sixty seconds: those of the minute under way, and of the minute before as
/// many as its share of the sixty seconds would have if they had come evenly. One number, so that a
/// call takes no lock.
final class RecentRequests {
  /// More than one node answers in a minute; a greater limit is none.
  static final int MOST = (1 << 22) - 1;

  private static final int MINUTE =
      Math.toIntExact(Duration.ofMinutes(1).dividedBy(CoarseClock.TICK));
  private static final int BITS = 22;

  // From above: the minute's number, requests in the minute before it, requests in it.
  private final AtomicLong counted = new AtomicLong();

  boolean admit(int tick, int limit) {
    while (true) {
      long was = counted.get();
      long now = at(was, tick);
      if (!fits(now, tick, limit)) {
        return false;
      }
      if (counted.compareAndSet(was, now + 1)) {
        return true;
      }
    }
  }

  /// When a request would fit if none came meanwhile.
  Duration retryAfter(int tick, int limit) {
    long was = counted.get();
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
    long minute = tick / MINUTE;
    long passed = minute - (counted >>> (2 * BITS));
    if (passed == 0) {
      return counted;
    }
    if (passed < 0) {
      // Our tick was read before somebody else's counts, in that one's minute.
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
