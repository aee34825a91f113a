package io.hotswap.domain.telemetry;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/// Latencies of calls as a histogram; histograms of nodes and periods add up.
///
/// @param callsByMicros number of calls by latency in microseconds, [rounded] by the node
public record LatencyHistogram(SortedMap<Long, Long> callsByMicros) {
  public static final LatencyHistogram NONE = new LatencyHistogram(new TreeMap<>());

  public LatencyHistogram {
    callsByMicros = Collections.unmodifiableSortedMap(new TreeMap<>(callsByMicros));
  }

  public LatencyHistogram plus(LatencyHistogram other) {
    var sum = new TreeMap<>(callsByMicros);
    other.callsByMicros.forEach((micros, calls) -> sum.merge(micros, calls, Long::sum));
    return new LatencyHistogram(sum);
  }

  public long calls() {
    return callsByMicros.values().stream().mapToLong(Long::longValue).sum();
  }

  /// Rounds up to two significant digits. Up, so that exceeding a limit of two digits is counted
  /// exactly.
  public static long rounded(long micros) {
    long unit = 1;
    while (micros > 99 * unit) {
      unit *= 10;
    }
    return Math.ceilDiv(micros, unit) * unit;
  }

  /// Number of calls that took longer than `micros`, rounded.
  public long over(long micros) {
    return callsByMicros.tailMap(rounded(micros) + 1).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  /// The smallest latency that at least this share of the calls did not exceed; empty without
  /// calls.
  public OptionalLong percentile(double share) {
    long rank = Math.max(1, (long) Math.ceil(share * calls()));
    long below = 0;
    for (Map.Entry<Long, Long> entry : callsByMicros.entrySet()) {
      below += entry.getValue();
      if (below >= rank) {
        return OptionalLong.of(entry.getKey());
      }
    }
    return OptionalLong.empty();
  }
}
