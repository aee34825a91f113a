package io.hotswap.domain.health;

import io.hotswap.domain.figures.Latencies;
import io.hotswap.domain.figures.MinuteFigures;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// One version's calls over all nodes.
///
/// @param slices by the time at which ten seconds begin
/// @param minutes by the time at which a minute begins
public record Traffic(SortedMap<Instant, Tally> slices, SortedMap<Instant, Latencies> minutes) {
  static final Traffic NONE = new Traffic(new TreeMap<>(), new TreeMap<>());

  public Traffic {
    slices = Collections.unmodifiableSortedMap(new TreeMap<>(slices));
    minutes = Collections.unmodifiableSortedMap(new TreeMap<>(minutes));
  }

  public static Traffic of(List<MinuteFigures> figures) {
    SortedMap<Instant, Tally> slices = new TreeMap<>();
    SortedMap<Instant, Latencies> minutes = new TreeMap<>();
    for (var minute : figures) {
      minutes.merge(minute.minute(), minute.latencies(), Latencies::plus);
      for (var slice : minute.slices()) {
        slices.merge(
            minute.minute().plusSeconds(slice.second()),
            new Tally(slice.calls(), slice.failures()),
            Tally::plus);
      }
    }
    return new Traffic(slices, minutes);
  }

  Traffic plus(Traffic other) {
    SortedMap<Instant, Tally> allSlices = new TreeMap<>(slices);
    other.slices.forEach((at, tally) -> allSlices.merge(at, tally, Tally::plus));
    SortedMap<Instant, Latencies> allMinutes = new TreeMap<>(minutes);
    other.minutes.forEach((at, latencies) -> allMinutes.merge(at, latencies, Latencies::plus));
    return new Traffic(allSlices, allMinutes);
  }

  /// Of the slices that begin at or after the first and before the second time.
  public Tally between(Instant from, Instant until) {
    return slices.subMap(from, until).values().stream().reduce(Tally.NONE, Tally::plus);
  }

  /// Of the minutes that begin at or after the first and before the second time.
  public Latencies latencies(Instant from, Instant until) {
    return minutes.subMap(from, until).values().stream().reduce(Latencies.NONE, Latencies::plus);
  }

  /// Without the slices that begin before.
  Traffic from(Instant time) {
    return new Traffic(slices.tailMap(time), minutes);
  }

  Tally all() {
    return slices.values().stream().reduce(Tally.NONE, Tally::plus);
  }

  Latencies latencies() {
    return minutes.values().stream().reduce(Latencies.NONE, Latencies::plus);
  }
}
