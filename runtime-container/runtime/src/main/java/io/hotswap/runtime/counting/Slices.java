package io.hotswap.runtime.counting;

import io.hotswap.domain.figures.Latencies;
import io.hotswap.domain.figures.MinuteFigures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// The calls of the last minutes, in slices of ten seconds of the clock.
public final class Slices {
  // A little more than the five minutes that are looked back.
  private static final int LENGTH = 36;

  private final AtomicReferenceArray<@Nullable Slice> ring = new AtomicReferenceArray<>(LENGTH);
  // Guarded by this.
  private final Totals past = new Totals();

  /// @param slice the ten seconds in which the call ended
  void called(long slice, Outcome outcome, long nanos) {
    at(slice).counts().count(outcome, nanos);
  }

  private Slice at(long number) {
    var slice = ring.get((int) (number % LENGTH));
    return slice != null && slice.number() == number ? slice : renew(number);
  }

  // A slice is never used again for another time. Whoever was held up for minutes counts in the
  // one that took its place, or, with the old one in its hands already, nowhere.
  private synchronized Slice renew(long number) {
    int index = (int) (number % LENGTH);
    var slice = ring.get(index);
    if (slice != null && (slice.number() == number || slice.number() == number + LENGTH)) {
      return slice;
    }
    if (slice != null) {
      past.add(slice.counts());
    }
    var next = new Slice(number);
    ring.set(index, next);
    return next;
  }

  /// All calls ever.
  synchronized Totals totals() {
    var totals = new Totals();
    totals.add(past);
    for (int index = 0; index < LENGTH; index++) {
      var slice = ring.get(index);
      if (slice != null) {
        totals.add(slice.counts());
      }
    }
    return totals;
  }

  /// Those from that minute's beginning on, with calls, in order.
  public Span minute(Instant minute) {
    return new Span(
        from(minute.toEpochMilli() / TenSeconds.MILLIS, 60 / MinuteFigures.SLICE_SECONDS));
  }

  /// The slice under way and those before it, back for as long as said.
  public Span trailing(Instant now, Duration back) {
    int count = Math.toIntExact(back.toMillis() / TenSeconds.MILLIS);
    return new Span(from(now.toEpochMilli() / TenSeconds.MILLIS - count + 1, count));
  }

  boolean isIdle(long now) {
    return from(now / TenSeconds.MILLIS - LENGTH + 1, LENGTH).isEmpty();
  }

  private List<Slice> from(long first, int count) {
    return LongStream.range(first, first + count)
        .mapToObj(number -> find(number))
        .filter(Objects::nonNull)
        .toList();
  }

  private @Nullable Slice find(long number) {
    var slice = ring.get((int) (number % LENGTH));
    return slice != null && slice.number() == number ? slice : null;
  }

  /// Some slices, read.
  ///
  /// @param slices those with calls, in order
  public record Span(List<MinuteFigures.Slice> slices, Latencies latencies) {
    public static final Span NONE = new Span(List.of());

    private Span(List<Slice> counted) {
      this(
          counted.stream().map(Slice::read).toList(),
          counted.stream().map(Slice::latencies).reduce(Latencies.NONE, Latencies::plus));
    }

    public long calls() {
      return slices.stream().mapToLong(MinuteFigures.Slice::calls).sum();
    }

    public long failures() {
      return slices.stream().mapToLong(MinuteFigures.Slice::failures).sum();
    }
  }
}
