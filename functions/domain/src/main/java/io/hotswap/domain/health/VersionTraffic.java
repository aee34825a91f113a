package io.hotswap.domain.health;

import io.hotswap.domain.telemetry.LatencyHistogram;
import io.hotswap.domain.telemetry.MinuteStats;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// One version's calls over all nodes.
///
/// @param slices counts by the beginning of a slice of ten seconds
/// @param minutes latencies by the beginning of a minute
public record VersionTraffic(
    SortedMap<Instant, CallCounts> slices, SortedMap<Instant, LatencyHistogram> minutes) {
  static final VersionTraffic NONE = new VersionTraffic(new TreeMap<>(), new TreeMap<>());

  public VersionTraffic {
    slices = Collections.unmodifiableSortedMap(new TreeMap<>(slices));
    minutes = Collections.unmodifiableSortedMap(new TreeMap<>(minutes));
  }

  public static VersionTraffic of(List<MinuteStats> figures) {
    SortedMap<Instant, CallCounts> slices = new TreeMap<>();
    SortedMap<Instant, LatencyHistogram> minutes = new TreeMap<>();
    for (var minute : figures) {
      minutes.merge(minute.minute(), minute.latencies(), LatencyHistogram::plus);
      for (var slice : minute.slices()) {
        slices.merge(
            minute.minute().plusSeconds(slice.second()),
            new CallCounts(slice.calls(), slice.failures()),
            CallCounts::plus);
      }
    }
    return new VersionTraffic(slices, minutes);
  }

  VersionTraffic plus(VersionTraffic other) {
    SortedMap<Instant, CallCounts> allSlices = new TreeMap<>(slices);
    other.slices.forEach((at, counts) -> allSlices.merge(at, counts, CallCounts::plus));
    SortedMap<Instant, LatencyHistogram> allMinutes = new TreeMap<>(minutes);
    other.minutes.forEach(
        (at, latencyHistogram) -> allMinutes.merge(at, latencyHistogram, LatencyHistogram::plus));
    return new VersionTraffic(allSlices, allMinutes);
  }

  /// Counts of the slices that begin in [from, until).
  public CallCounts between(Instant from, Instant until) {
    return slices.subMap(from, until).values().stream().reduce(CallCounts.NONE, CallCounts::plus);
  }

  /// Latencies of the minutes that begin in [from, until).
  public LatencyHistogram latencies(Instant from, Instant until) {
    return minutes.subMap(from, until).values().stream()
        .reduce(LatencyHistogram.NONE, LatencyHistogram::plus);
  }

  /// Without the slices that begin before `time`.
  VersionTraffic from(Instant time) {
    return new VersionTraffic(slices.tailMap(time), minutes);
  }

  CallCounts all() {
    return slices.values().stream().reduce(CallCounts.NONE, CallCounts::plus);
  }

  LatencyHistogram latencies() {
    return minutes.values().stream().reduce(LatencyHistogram.NONE, LatencyHistogram::plus);
  }
}
