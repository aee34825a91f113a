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

/// The calls of the last minutes, in slices of ten seconds of the clock.
public final class StatsWindow {
  // A little more than the five minutes that are looked back.
  private static final int LENGTH = 36;

  private final AtomicReferenceArray<@Nullable StatsSlice> ring =
      new AtomicReferenceArray<>(LENGTH);
  // Guarded by this.
  private final CallTotals past = new CallTotals();

  /// @param slice the ten seconds in which the call ended
  void called(long slice, CallOutcome callOutcome, long nanos) {
    at(slice).counts().count(callOutcome, nanos);
  }

  private StatsSlice at(long number) {
    var statsSlice = ring.get((int) (number % LENGTH));
    return statsSlice != null && statsSlice.number() == number ? statsSlice : renew(number);
  }

  // A slice is never used again for another time. Whoever was held up for minutes counts in the
  // one that took its place, or, with the old one in its hands already, nowhere.
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

  /// All calls ever.
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

  /// Those from that minute's beginning on, with calls, in order.
  public Span minute(Instant minute) {
    return new Span(
        from(minute.toEpochMilli() / TenSeconds.MILLIS, 60 / MinuteStats.SLICE_SECONDS));
  }

  /// The slice under way and those before it, back for as long as said.
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

  /// Some slices, read.
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
