package io.hotswap.runtime.counting;

import io.hotswap.domain.figures.Latencies;
import io.hotswap.domain.figures.MinuteFigures;
import java.util.concurrent.atomic.LongAdder;

/// The calls that ended in ten seconds of the clock.
final class Slice {
  private static final int A_MINUTE = 60 / MinuteFigures.SLICE_SECONDS;

  private final long number;
  private final LongAdder failed = new LongAdder();
  private final LatencyCounts latencies = new LatencyCounts();

  /// @param number counted from the beginning of 1970, UTC
  Slice(long number) {
    this.number = number;
  }

  long number() {
    return number;
  }

  void called(boolean failure, long nanos) {
    // In this order, and read in the other: whoever sees a failure sees its call.
    latencies.count(nanos);
    if (failure) {
      failed.increment();
    }
  }

  MinuteFigures.Slice read() {
    int second = Math.toIntExact(number % A_MINUTE) * MinuteFigures.SLICE_SECONDS;
    long failures = failed.sum();
    return new MinuteFigures.Slice(second, latencies.calls(), failures);
  }

  Latencies latencies() {
    return latencies.read();
  }
}
