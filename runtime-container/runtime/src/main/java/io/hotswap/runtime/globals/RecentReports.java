package io.hotswap.runtime.globals;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// What was reported within the last minute, so that repeated changes are not reported each time.
final class RecentReports {
  private static final long KEPT = Duration.ofMinutes(1).toNanos();

  // The keys may contain text from plugins: number and length are limited.
  private static final int MOST = 200;
  private static final int LONGEST = 1_000;

  private final Map<String, Long> lastReported = new HashMap<>();
  private final LongSupplier nanoTime;

  /// @param nanoTime as [System#nanoTime]
  RecentReports(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// Whether to report it now; false while very many different things were reported.
  synchronized boolean isNew(String what) {
    long now = nanoTime.getAsLong();
    lastReported.values().removeIf(it -> now - it >= KEPT);
    var key = what.length() > LONGEST ? what.substring(0, LONGEST) : what;
    return lastReported.size() < MOST && lastReported.putIfAbsent(key, now) == null;
  }
}
