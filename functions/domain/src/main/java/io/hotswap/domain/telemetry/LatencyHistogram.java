package io.hotswap.domain.telemetry;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/// How long calls took: a histogram that adds up over nodes and times.
///
/// @param callsByMicros how many calls took so many microseconds, [rounded] by whoever counted
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

  /// Rounded up to two significant digits. Not to the nearest: so that what took longer than a
  /// limit of two digits is known exactly.
  public static long rounded(long micros) {
    long unit = 1;
    while (micros > 99 * unit) {
      unit *= 10;
    }
    return Math.ceilDiv(micros, unit) * unit;
  }

  /// How many calls took longer than so many microseconds, rounded.
  public long over(long micros) {
    return callsByMicros.tailMap(rounded(micros) + 1).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  /// The smallest time that at least this share of the calls took at most; empty without calls.
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
