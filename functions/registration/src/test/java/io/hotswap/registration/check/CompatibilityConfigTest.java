package io.hotswap.registration.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hotswap.domain.compatibility.BreakingChangePolicy;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompatibilityConfigTest {
  @Test
  void flags_unless_said_otherwise() {
    assertEquals(BreakingChangePolicy.Flag, CompatibilityConfig.from(Map.of()).breakingChanges());
    assertEquals(
        BreakingChangePolicy.Refuse,
        CompatibilityConfig.from(Map.of("HOTSWAP_BREAKING_CHANGES", "Refuse")).breakingChanges());
  }

  @Test
  void a_bad_value_names_the_variable() {
    var failure =
        assertThrows(
            IllegalArgumentException.class,
            () -> CompatibilityConfig.from(Map.of("HOTSWAP_BREAKING_CHANGES", "refuse")));
    assertEquals(
        "HOTSWAP_BREAKING_CHANGES must be Flag or Refuse, not: refuse", failure.getMessage());
  }
}
