package io.hotswap.domain.traffic;

import io.hotswap.domain.telemetry.MinuteStats;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// What nodes counted in a long time: all of it where they are few; of many nodes a part of each
/// hour, so that a request has read it before it is over.
public record SampledMinutes(List<Part> parts) {
  public static final SampledMinutes NONE = new SampledMinutes(List.of());

  /// Of all nodes together, in an hour.
  private static final int MOST = 200;

  private static final int LEAST_MINUTES = 2;
  private static final int HOUR = 60;
  private static final int TRIED = 10;

  /// An hour's part lies elsewhere in it than the next one's: what is called at the full hour is
  /// neither all nor nothing.
  private static final int STRIDE = 17;

  /// @param weight how many such parts the hour has
  public record Part(Hour time, double weight, List<MinuteStats> minutes) {
    /// Milliseconds of it that are not before.
    private long since(Instant first) {
      return Math.max(
          0, Math.min(time.length().toMillis(), Duration.between(first, time.until()).toMillis()));
    }
  }

  public SampledMinutes {
    parts = List.copyOf(parts);
  }

  public static SampledMinutes of(
      Stream<Hour> newestFirst, Function<Hour, List<MinuteStats>> read) {
    List<Part> parts = new ArrayList<>();
    double aMinute = 0;
    for (var hour : (Iterable<Hour>) newestFirst::iterator) {
      if (parts.isEmpty()) {
        var tried = hour.part(Duration.ofMinutes(TRIED), Duration.ZERO);
        aMinute = (double) read.apply(tried).size() / TRIED;
      }
      int length = aMinute * HOUR <= MOST ? HOUR : (int) Math.max(LEAST_MINUTES, MOST / aMinute);
      int before = parts.size() * STRIDE % (HOUR - length + 1);
      var time = hour.part(Duration.ofMinutes(length), Duration.ofMinutes(before));
      var minutes = read.apply(time);
      double weight = (double) hour.length().toMillis() / time.length().toMillis();
      parts.add(new Part(time, weight, minutes));
      aMinute = Math.max(aMinute, 60_000.0 * minutes.size() / time.length().toMillis());
    }
    return new SampledMinutes(parts);
  }

  public Stream<MinuteStats> minutes() {
    return parts.stream().flatMap(it -> it.minutes().stream());
  }

  /// From the first that was counted until the end of the newest part.
  public Duration time() {
    return minutes()
        .map(MinuteStats::minute)
        .min(Instant::compareTo)
        .map(it -> Duration.between(it, parts.getFirst().time().until()))
        .orElse(Duration.ZERO);
  }

  /// What is to be expected of the whole time.
  public long total(ToLongFunction<MinuteStats> counted) {
    var time = time();
    if (time.isZero()) {
      return 0;
    }
    var first = parts.getFirst().time().until().minus(time);
    double sum = 0;
    double covered = 0;
    for (var part : parts) {
      sum += part.weight() * part.minutes().stream().mapToLong(counted).sum();
      covered += part.weight() * part.since(first);
    }
    return Math.round(sum * time.toMillis() / covered);
  }
}
