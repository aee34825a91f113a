package io.hotswap.runtime.globals;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// What was told within the last minute: what happens all the time is not told all the time.
final class RecentlyTold {
  private static final long KEPT = Duration.ofMinutes(1).toNanos();

  // There may be plugins' words in what is told.
  private static final int MOST = 200;
  private static final int LONGEST = 1_000;

  private final Map<String, Long> when = new HashMap<>();
  private final LongSupplier nanoTime;

  /// @param nanoTime as [System#nanoTime]
  RecentlyTold(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// Whether it is to be told now; never when very many different things have been.
  synchronized boolean isNews(String what) {
    long now = nanoTime.getAsLong();
    when.values().removeIf(it -> now - it >= KEPT);
    var key = what.length() > LONGEST ? what.substring(0, LONGEST) : what;
    return when.size() < MOST && when.putIfAbsent(key, now) == null;
  }
}
