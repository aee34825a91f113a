package io.hotswap.runtime.counting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LogMicrosTest {
  @Test
  void is_that_of_java_to_one_in_a_thousand() {
    var random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      check(random.nextLong(1, 1L << (1 + i % 62)));
    }
    for (long nanos : new long[] {1, 2, 3, 999, 1_000, 1_001, 1L << 40, Long.MAX_VALUE}) {
      check(nanos);
    }
  }

  private static void check(long nanos) {
    double log = Math.log(nanos / 1e3);
    assertEquals(log, LogMicros.sum(LogMicros.of(nanos), 1), 1e-3, () -> nanos + " ns");
  }

  @Test
  void fits_in_the_bits_it_says() {
    assertTrue(LogMicros.of(Long.MAX_VALUE) < 1L << LogMicros.MOST_BITS);
  }

  @Test
  void no_time_counts_as_the_shortest() {
    assertEquals(LogMicros.of(1), LogMicros.of(0));
    assertEquals(LogMicros.of(1), LogMicros.of(-5));
    assertEquals(0, LogMicros.of(1), 1 << 6);
  }
}
