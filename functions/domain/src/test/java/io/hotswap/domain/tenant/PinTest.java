package io.hotswap.domain.tenant;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.routing.RoutedVersion;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PinTest {
  private static Pin pin(String binary, String deployment, Instant since) {
    var version = new RoutedVersion("1.0.0", Digest.over(binary), 10, deployment, "");
    return new Pin(version, "why", since, Optional.empty());
  }

  @Test
  void pins_to_the_same_binary_are_alike_whoever_deployed_it_and_whenever() {
    assertTrue(pin("one", "d1", Instant.EPOCH).isLike(pin("one", "d2", Instant.MAX)));
  }

  @Test
  void a_pin_to_a_version_that_was_registered_anew_is_another() {
    assertFalse(pin("one", "d1", Instant.EPOCH).isLike(pin("two", "d1", Instant.EPOCH)));
  }
}
