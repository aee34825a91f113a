package io.hotswap.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class VersionLimitConfigTest {
  @Test
  void fifty_unless_said_otherwise() {
    assertEquals(50, VersionLimitConfig.from(Map.of()).limit().most());
  }

  @Test
  void as_it_is_set() {
    assertEquals(7, of("7").limit().most());
  }

  @Test
  void anything_else_is_told_by_the_name_of_the_variable() {
    for (var value : new String[] {"0", "-1", "many", ""}) {
      var thrown = assertThrows(IllegalArgumentException.class, () -> of(value));
      assertTrue(
          String.valueOf(thrown.getMessage()).contains("HOTSWAP_MAX_VERSIONS_PER_PLUGIN must be"));
    }
  }

  private static VersionLimitConfig of(String value) {
    return VersionLimitConfig.from(Map.of("HOTSWAP_MAX_VERSIONS_PER_PLUGIN", value));
  }
}
