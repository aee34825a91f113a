package io.hotswap.runtime.counting;

import io.hotswap.domain.telemetry.MinuteStats;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/// Maps `System.nanoTime()`, which calls have read anyway, to slices of ten seconds of the clock.
/// The clock itself is read once per slice.
final class TenSeconds {
  static final long MILLIS = MinuteStats.SLICE_SECONDS * 1000L;

  private final InstantSource clock;
  private volatile Present present = new Present(-1, 0, 0);

  /// @param number of the slice since 1970-01-01, UTC
  /// @param from on the scale of `System.nanoTime()`
  private record Present(long number, long from, long to) {
    boolean holds(long nanoTime) {
      return nanoTime - from >= 0 && nanoTime - to < 0;
    }
  }

  TenSeconds(InstantSource clock) {
    this.clock = clock;
  }

  /// @param nanoTime now, by `System.nanoTime()`
  long at(long nanoTime) {
    var now = present;
    return now.number() >= 0 && now.holds(nanoTime) ? now.number() : refresh(nanoTime);
  }

  // A thread that was delayed after it read the time is counted as of now.
  private long refresh(long nanoTime) {
    long millis = clock.millis();
    var next =
        new Present(
            millis / MILLIS,
            nanoTime,
            nanoTime + TimeUnit.MILLISECONDS.toNanos(MILLIS - millis % MILLIS));
    present = next;
    return next.number();
  }
}
