package io.hotswap.domain.verdict;

import java.util.Arrays;
import java.util.stream.LongStream;

/// First stages of a candidate that is worse.
///
/// @param seconds to Worse, sorted; Long.MAX_VALUE where it was not found
record BrokenCanaries(long[] seconds) {
  static final Effect FIVEFOLD_ERRORS = new Effect(0.02, 1);

  static BrokenCanaries of(World world, Effect effect, int number, long seed) {
    return new BrokenCanaries(
        LongStream.range(seed, seed + number)
            .parallel()
            .mapToObj(it -> Rollout.first(world, effect, it))
            .mapToLong(it -> it.answer() == Conclusion.Worse ? it.seconds() : Long.MAX_VALUE)
            .sorted()
            .toArray());
  }

  double power() {
    return (double) Arrays.stream(seconds).filter(it -> it < Long.MAX_VALUE).count()
        / seconds.length;
  }

  /// Seconds by which this share was found.
  long found(double share) {
    return seconds[(int) Math.ceil(share * seconds.length) - 1];
  }
}
