package io.hotswap.runtime.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecentTest {
  @Test
  void what_is_asked_for_stays_and_the_rest_goes() {
    var recent = new Recent<Integer>(10);
    recent.remember("used", 0);
    for (int i = 1; i < 100; i++) {
      recent.remember("k" + i, i);
      assertEquals(Optional.of(0), recent.find("used"));
    }
    assertTrue(recent.find("k1").isEmpty());
    assertEquals(Optional.of(99), recent.find("k99"));
  }
}
