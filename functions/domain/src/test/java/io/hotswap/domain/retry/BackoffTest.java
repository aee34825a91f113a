package io.hotswap.domain.retry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1));

  @Test
  void pauses_double_up_to_the_longest() {
    var pauses = IntStream.rangeClosed(1, 7).mapToObj(BACKOFF::after).map(Duration::toMillis);
    assertEquals(List.of(50L, 100L, 200L, 400L, 800L, 1000L, 1000L), pauses.toList());
    assertEquals(Duration.ofSeconds(1), BACKOFF.after(Integer.MAX_VALUE));
  }

  @Test
  void jitter_spreads_over_the_whole_pause() {
    Set<Integer> quarters = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      var pause = BACKOFF.jittered(3);
      assertFalse(pause.isNegative(), pause::toString);
      assertTrue(pause.compareTo(BACKOFF.after(3)) <= 0, pause::toString);
      quarters.add((int) Math.min(3, pause.toMillis() / 50));
    }
    assertEquals(Set.of(0, 1, 2, 3), quarters);
  }
}
