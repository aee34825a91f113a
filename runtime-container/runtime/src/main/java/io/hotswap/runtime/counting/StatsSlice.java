package io.hotswap.runtime.counting;

import io.hotswap.domain.telemetry.LatencyHistogram;
import io.hotswap.domain.telemetry.MinuteStats;
import java.util.SortedMap;
import java.util.TreeMap;

/// The calls that ended in one slice of ten seconds of the clock.
///
/// @param number of the slice since 1970-01-01, UTC
record StatsSlice(long number, LatencyCounts counts) {
  private static final int A_MINUTE = 60 / MinuteStats.SLICE_SECONDS;

  StatsSlice(long number) {
    this(number, new LatencyCounts());
  }

  MinuteStats.Slice read() {
    int second = Math.toIntExact(number % A_MINUTE) * MinuteStats.SLICE_SECONDS;
    var callTotals = new CallTotals();
    callTotals.add(counts);
    long failures = 0;
    for (var callOutcome : CallOutcome.values()) {
      failures += callOutcome.isFailure() ? callTotals.calls(callOutcome) : 0;
    }
    return new MinuteStats.Slice(second, callTotals.calls(), failures);
  }

  /// The latencies of all calls, whatever their outcome.
  LatencyHistogram latencies() {
    SortedMap<Long, Long> all = new TreeMap<>();
    for (var callOutcome : CallOutcome.values()) {
      counts.read(callOutcome, (micros, calls) -> all.merge(micros, calls, Long::sum));
    }
    return new LatencyHistogram(all);
  }
}
