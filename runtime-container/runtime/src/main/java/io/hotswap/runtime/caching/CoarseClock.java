package io.hotswap.runtime.caching;

import java.time.Duration;

/// Time as fine as the last use of a version has to be known: calls read it, one thread moves it.
public final class CoarseClock {
  /// Between two ticks.
  public static final Duration TICK = Duration.ofMillis(250);

  private final long began = System.nanoTime();
  private volatile int now;

  /// Ticks since the beginning.
  public int now() {
    return now;
  }

  /// Catches up with the time.
  public void tick() {
    now = Math.toIntExact((System.nanoTime() - began) / TICK.toNanos());
  }

  static long ticks(Duration time) {
    return Math.max(1, time.dividedBy(TICK));
  }
}
