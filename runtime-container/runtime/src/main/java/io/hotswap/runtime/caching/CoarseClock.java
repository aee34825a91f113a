package io.hotswap.runtime.caching;

import java.time.Duration;

/// A cheap clock for the last use of versions: calls read it, one thread advances it.
public final class CoarseClock {
  /// Time between two ticks.
  public static final Duration TICK = Duration.ofMillis(250);

  private final long began = System.nanoTime();
  private volatile int now;

  /// Ticks since the node started.
  public int now() {
    return now;
  }

  /// Advances to the current time.
  public void tick() {
    now = Math.toIntExact((System.nanoTime() - began) / TICK.toNanos());
  }

  static long ticks(Duration time) {
    return Math.max(1, time.dividedBy(TICK));
  }
}
