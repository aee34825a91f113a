package io.hotswap.runtime.counting;

import io.hotswap.domain.telemetry.LatencyHistogram;
import io.hotswap.domain.telemetry.MinuteStats;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// The calls of the last six minutes, in slices of ten seconds of the clock.
public final class StatsWindow {
  // In slices: the five minutes of the longest query, and one more.
  private static final int LENGTH = 36;

  private final AtomicReferenceArray<@Nullable StatsSlice> ring =
      new AtomicReferenceArray<>(LENGTH);
  // Guarded by this.
  private final CallTotals past = new CallTotals();

  /// @param slice number of the slice in which the call ended
  void called(long slice, CallOutcome callOutcome, long nanos) {
    at(slice).counts().count(callOutcome, nanos);
  }

  private StatsSlice at(long number) {
    var statsSlice = ring.get((int) (number % LENGTH));
    return statsSlice != null && statsSlice.number() == number ? statsSlice : renew(number);
  }

  // Slices are not reused. A thread that was delayed for minutes counts in the slice that replaced
  // its own or, if it holds the old one already, nowhere.
  private synchronized StatsSlice renew(long number) {
    int index = (int) (number % LENGTH);
    var statsSlice = ring.get(index);
    if (statsSlice != null
        && (statsSlice.number() == number || statsSlice.number() == number + LENGTH)) {
      return statsSlice;
    }
    if (statsSlice != null) {
      past.add(statsSlice.counts());
    }
    var next = new StatsSlice(number);
    ring.set(index, next);
    return next;
  }

  /// All calls since the version is counted.
  synchronized CallTotals totals() {
    var callTotals = new CallTotals();
    callTotals.add(past);
    for (int index = 0; index < LENGTH; index++) {
      var statsSlice = ring.get(index);
      if (statsSlice != null) {
        callTotals.add(statsSlice.counts());
      }
    }
    return callTotals;
  }

  /// The slices of the minute that begins at the given instant.
  public Span minute(Instant minute) {
    return new Span(
        from(minute.toEpochMilli() / TenSeconds.MILLIS, 60 / MinuteStats.SLICE_SECONDS));
  }

  /// The current slice and those before it, over the given duration.
  public Span trailing(Instant now, Duration back) {
    int count = Math.toIntExact(back.toMillis() / TenSeconds.MILLIS);
    return new Span(from(now.toEpochMilli() / TenSeconds.MILLIS - count + 1, count));
  }

  boolean isIdle(long now) {
    return from(now / TenSeconds.MILLIS - LENGTH + 1, LENGTH).isEmpty();
  }

  private List<StatsSlice> from(long first, int count) {
    return LongStream.range(first, first + count)
        .mapToObj(number -> find(number))
        .filter(Objects::nonNull)
        .toList();
  }

  private @Nullable StatsSlice find(long number) {
    var statsSlice = ring.get((int) (number % LENGTH));
    return statsSlice != null && statsSlice.number() == number ? statsSlice : null;
  }

  /// The counts of some consecutive slices.
  ///
  /// @param slices those with calls, in order
  public record Span(List<MinuteStats.Slice> slices, LatencyHistogram latencies) {
    public static final Span NONE = new Span(List.of());

    private Span(List<StatsSlice> counted) {
      this(
          counted.stream().map(StatsSlice::read).toList(),
          counted.stream()
              .map(StatsSlice::latencies)
              .reduce(LatencyHistogram.NONE, LatencyHistogram::plus));
    }

    public long calls() {
      return slices.stream().mapToLong(MinuteStats.Slice::calls).sum();
    }

    public long failures() {
      return slices.stream().mapToLong(MinuteStats.Slice::failures).sum();
    }
  }
}
