package io.hotswap.runtime.counting;

import java.util.stream.IntStream;

/// The natural logarithm of times, by a table: to one in a thousand, for a tenth of what `Math.log`
/// takes. Kept in whole 65,536ths and of nanoseconds, where it is never negative: so a sum of them
/// and their number have room in one word.
final class LogMicros {
  private static final int FINENESS_BITS = 16;
  private static final double FINENESS = 1 << FINENESS_BITS;
  private static final int BITS = 10;
  private static final int SIZE = 1 << BITS;
  private static final long LN_2 = parts(Math.log(2));
  // By the bits that follow a number's first one, of the middle between this number and the next.
  private static final long[] FRACTIONS =
      IntStream.range(0, SIZE).mapToLong(it -> parts(Math.log1p((it + 0.5) / SIZE))).toArray();

  private static final long A_MICRO = of(1_000);

  /// What [#of] needs at most: a long has 63 doublings, of less than one each.
  static final int MOST_BITS = FINENESS_BITS + 6;

  private LogMicros() {}

  private static long parts(double log) {
    return Math.round(log * FINENESS);
  }

  static long of(long nanos) {
    long number = Math.max(1, nanos);
    int exponent = 63 - Long.numberOfLeadingZeros(number);
    int fraction = (int) (number << (63 - exponent) >>> (63 - BITS)) & (SIZE - 1);
    return exponent * LN_2 + FRACTIONS[fraction];
  }

  /// The sum of the logarithms of times in microseconds; nothing for exactly one.
  ///
  /// @param parts what [#of] told of each, together
  static double sum(long parts, long times) {
    return (parts - times * A_MICRO) / FINENESS;
  }
}
