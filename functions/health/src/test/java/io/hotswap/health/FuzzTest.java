package io.hotswap.health;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FuzzTest {
  @Test
  void every_mistake_is_told_and_nothing_is_left_behind() {
    try (var healthFixture = new HealthFixture()) {
      healthFixture.deploy("1.0.0");
      healthFixture.fuzz().all("HealthFunction", Map.of("id", "markdown", "version", "1.0.0"));
    }
  }
}
