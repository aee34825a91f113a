package io.hotswap.runtime.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokenCacheTest {
  private static TokenDigest digest(String authorization) {
    return TokenDigest.of(authorization);
  }

  private static VerifiedTenant tenant(int number) {
    return new VerifiedTenant("tenant-" + number, Instant.EPOCH);
  }

  @Test
  void what_is_asked_for_stays_and_the_rest_goes() {
    var tokenCache = new TokenCache(10);
    tokenCache.remember(digest("used"), tenant(0));
    for (int i = 1; i < 100; i++) {
      tokenCache.remember(digest("k" + i), tenant(i));
      assertEquals(Optional.of(tenant(0)), tokenCache.find(digest("used")));
    }
    assertTrue(tokenCache.find(digest("k1")).isEmpty());
    assertEquals(Optional.of(tenant(99)), tokenCache.find(digest("k99")));
  }

  @Test
  void a_digest_is_all_of_sha_256() {
    // FIPS 180-4's example for "abc".
    assertEquals(
        new TokenDigest(
            0xba7816bf8f01cfeaL, 0x414140de5dae2223L, 0xb00361a396177a9cL, 0xb410ff61f20015adL),
        digest("abc"));
  }
}
