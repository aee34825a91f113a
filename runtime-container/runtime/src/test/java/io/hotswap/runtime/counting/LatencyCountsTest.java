package io.hotswap.runtime.counting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LatencyCountsTest {
  @Test
  void microseconds_are_rounded_to_two_significant_digits() {
    assertEquals(0, rounded(0));
    assertEquals(0, rounded(499));
    assertEquals(1, rounded(500));
    assertEquals(99, rounded(99_499));
    assertEquals(100, rounded(99_500));
    assertEquals(100, rounded(104_000));
    assertEquals(110, rounded(105_000));
    assertEquals(990, rounded(994_000));
    assertEquals(1_000, rounded(995_000));
    assertEquals(9_900, rounded(9_949_499));
    assertEquals(10_000, rounded(9_950_000));
    assertEquals(30_000_000, rounded(30_000_000_000L));
    assertEquals(99_000_000_000L, rounded(Long.MAX_VALUE - 500));
    assertEquals(0, rounded(-7));
  }

  @Test
  void whatever_the_time_it_is_off_by_at_most_one_in_twenty() {
    var random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      long micros = (long) Math.exp(random.nextDouble() * Math.log(60e6));
      long rounded = rounded(micros * 1_000);
      assertEquals(micros, rounded, micros / 20.0, () -> "of " + micros);
    }
  }

  private static long rounded(long nanos) {
    var counts = new LatencyCounts();
    counts.count(nanos);
    var read = counts.read().callsByMicros();
    assertEquals(1, read.size());
    assertEquals(Set.of(1L), Set.copyOf(read.values()));
    return read.firstKey();
  }
}
