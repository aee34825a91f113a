package io.hotswap.runtime.counting;

import io.hotswap.domain.figures.Latencies;
import io.hotswap.domain.figures.MinuteFigures;
import java.util.SortedMap;
import java.util.TreeMap;

/// The calls that ended in ten seconds of the clock.
///
/// @param number counted from the beginning of 1970, UTC
record Slice(long number, LatencyCounts counts) {
  private static final int A_MINUTE = 60 / MinuteFigures.SLICE_SECONDS;

  Slice(long number) {
    this(number, new LatencyCounts());
  }

  MinuteFigures.Slice read() {
    int second = Math.toIntExact(number % A_MINUTE) * MinuteFigures.SLICE_SECONDS;
    var totals = new Totals();
    totals.add(counts);
    long failures = 0;
    for (var outcome : Outcome.values()) {
      failures += outcome.isFailure() ? totals.calls(outcome) : 0;
    }
    return new MinuteFigures.Slice(second, totals.calls(), failures);
  }

  /// Of all outcomes.
  Latencies latencies() {
    SortedMap<Long, Long> all = new TreeMap<>();
    for (var outcome : Outcome.values()) {
      counts.read(outcome, (micros, calls) -> all.merge(micros, calls, Long::sum));
    }
    return new Latencies(all);
  }
}
