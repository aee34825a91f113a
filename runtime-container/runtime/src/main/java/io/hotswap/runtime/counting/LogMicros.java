package io.hotswap.runtime.counting;

import java.util.stream.IntStream;

/// The natural logarithm of a time's microseconds, by a table: to one in a thousand, for a tenth of
/// what `Math.log` takes. In whole parts of one: their sum takes one step of the processor, one of
/// fractions a loop.
final class LogMicros {
  private static final double FINENESS = 1 << 20;
  private static final int BITS = 10;
  private static final int SIZE = 1 << BITS;
  private static final long LN_2 = parts(Math.log(2));
  // By the bits that follow a number's first one, of the middle between this number and the next.
  private static final long[] FRACTIONS =
      IntStream.range(0, SIZE).mapToLong(it -> parts(Math.log1p((it + 0.5) / SIZE))).toArray();

  private static final long A_MICRO = ofNanos(1_000);

  private LogMicros() {}

  private static long parts(double log) {
    return Math.round(log * FINENESS);
  }

  /// Nothing for exactly one.
  static long of(long nanos) {
    return ofNanos(nanos) - A_MICRO;
  }

  private static long ofNanos(long nanos) {
    long number = Math.max(1, nanos);
    int exponent = 63 - Long.numberOfLeadingZeros(number);
    int fraction = (int) (number << (63 - exponent) >>> (63 - BITS)) & (SIZE - 1);
    return exponent * LN_2 + FRACTIONS[fraction];
  }

  static double sum(long parts) {
    return parts / FINENESS;
  }
}
