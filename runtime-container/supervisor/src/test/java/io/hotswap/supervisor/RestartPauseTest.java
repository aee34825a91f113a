package io.hotswap.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestartPauseTest {
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void hosts_that_live_are_followed_at_once() {
    var pause = new RestartPause(0);
    for (int i = 0; i < 20; i++) {
      pause = pause.after(LONG);
      assertEquals(Duration.ZERO, pause.length());
    }
  }

  @Test
  void hosts_that_die_young_are_followed_ever_later_up_to_ten_seconds() {
    var pause = new RestartPause(0).after(SHORT);
    assertEquals(Duration.ZERO, pause.length());
    pause = pause.after(SHORT);
    assertEquals(Duration.ofMillis(250), pause.length());
    pause = pause.after(SHORT);
    assertEquals(Duration.ofMillis(500), pause.length());
    for (int i = 0; i < 100; i++) {
      pause = pause.after(SHORT);
    }
    assertEquals(Duration.ofSeconds(10), pause.length());
    assertEquals(Duration.ZERO, pause.after(LONG).length());
  }
}
