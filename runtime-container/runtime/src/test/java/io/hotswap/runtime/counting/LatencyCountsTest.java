package io.hotswap.runtime.counting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.telemetry.LatencyHistogram;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LatencyCountsTest {
  @Test
  void microseconds_are_rounded_up_to_two_significant_digits() {
    assertEquals(0, rounded(0));
    assertEquals(1, rounded(1));
    assertEquals(1, rounded(1_000));
    assertEquals(2, rounded(1_001));
    assertEquals(99, rounded(99_000));
    assertEquals(100, rounded(99_001));
    assertEquals(100, rounded(100_000));
    assertEquals(110, rounded(100_001));
    assertEquals(990, rounded(990_000));
    assertEquals(1_000, rounded(990_001));
    assertEquals(9_900, rounded(9_900_000));
    assertEquals(10_000, rounded(9_900_001));
    assertEquals(30_000_000, rounded(30_000_000_000L));
    assertEquals(31_000_000, rounded(30_000_000_001L));
    assertEquals(99_000_000_000L, rounded(Long.MAX_VALUE));
    assertEquals(0, rounded(-7));
  }

  @Test
  void whatever_the_time_it_is_at_most_a_tenth_more() {
    var random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      long micros = (long) Math.exp(random.nextDouble() * Math.log(60e6));
      long rounded = rounded(micros * 1_000);
      assertTrue(rounded >= micros && rounded <= micros * 1.1, () -> rounded + " of " + micros);
      assertEquals(LatencyHistogram.rounded(micros), rounded);
    }
  }

  @Test
  void each_outcome_is_counted_apart() {
    var counts = new LatencyCounts();
    for (var callOutcome : CallOutcome.values()) {
      for (int call = 0; call <= callOutcome.ordinal(); call++) {
        counts.count(callOutcome, 7_000);
        counts.count(callOutcome, 2_000_000);
      }
    }
    for (var callOutcome : CallOutcome.values()) {
      long calls = callOutcome.ordinal() + 1L;
      assertEquals(Map.of(7L, calls, 2_000L, calls), read(counts, callOutcome));
    }
  }

  private static long rounded(long nanos) {
    var counts = new LatencyCounts();
    counts.count(CallOutcome.TIMED_OUT, nanos);
    var read = read(counts, CallOutcome.TIMED_OUT);
    assertEquals(1, read.size());
    assertEquals(Set.of(1L), Set.copyOf(read.values()));
    return read.firstKey();
  }

  private static SortedMap<Long, Long> read(LatencyCounts counts, CallOutcome callOutcome) {
    SortedMap<Long, Long> read = new TreeMap<>();
    counts.read(callOutcome, read::put);
    return read;
  }
}
