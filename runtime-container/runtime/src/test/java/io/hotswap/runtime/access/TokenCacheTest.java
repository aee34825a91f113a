package io.hotswap.runtime.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokenCacheTest {
  @Test
  void what_is_asked_for_stays_and_the_rest_goes() {
    var tokenCache = new TokenCache<Integer>(10);
    tokenCache.remember("used", 0);
    for (int i = 1; i < 100; i++) {
      tokenCache.remember("k" + i, i);
      assertEquals(Optional.of(0), tokenCache.find("used"));
    }
    assertTrue(tokenCache.find("k1").isEmpty());
    assertEquals(Optional.of(99), tokenCache.find("k99"));
  }
}
