package io.hotswap.domain.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/// A piece of a longer time. Of many nodes a day's minutes are more than a function has memory for,
/// an hour's are not.
///
/// @param until excluded
public record Hour(Instant from, Instant until) {
  private static final Duration LENGTH = Duration.ofHours(1);

  /// What the time consists of. The last may be shorter.
  public static Stream<Hour> newestFirst(Instant from, Instant until) {
    return Stream.iterate(until, it -> it.isAfter(from), it -> it.minus(LENGTH))
        .map(it -> new Hour(later(from, it.minus(LENGTH)), it));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  public Duration length() {
    return Duration.between(from, until);
  }

  /// So much of it, at most all, that ends so long before its end, if it is that long.
  public Hour part(Duration length, Duration before) {
    var end = later(from.plus(length), until.minus(before));
    return end.isAfter(until) ? this : new Hour(later(from, end.minus(length)), end);
  }
}
