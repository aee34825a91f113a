package io.hotswap.registration.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RepositoryConfigTest {
  @Test
  void asks_nobody_by_plain_http_unless_said_otherwise() {
    assertFalse(RepositoryConfig.from(Map.of()).plain());
    assertFalse(RepositoryConfig.from(Map.of("HOTSWAP_PLAIN_REPOSITORIES", "false")).plain());
    assertTrue(RepositoryConfig.from(Map.of("HOTSWAP_PLAIN_REPOSITORIES", "true")).plain());
  }

  @Test
  void a_bad_value_names_the_variable() {
    var failure =
        assertThrows(
            IllegalArgumentException.class,
            () -> RepositoryConfig.from(Map.of("HOTSWAP_PLAIN_REPOSITORIES", "yes")));
    assertEquals(
        "HOTSWAP_PLAIN_REPOSITORIES must be true or false, not: yes", failure.getMessage());
  }
}
