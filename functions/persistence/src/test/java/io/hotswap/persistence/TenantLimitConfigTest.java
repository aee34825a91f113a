package io.hotswap.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TenantLimitConfigTest {
  private static final String NAME = "HOTSWAP_MAX_TENANTS_PER_PLUGIN";

  @Test
  void there_are_ten_thousand_tenants_a_plugin_unless_another_number_is_set() {
    assertEquals(new TenantLimitConfig(10_000), TenantLimitConfig.from(Map.of()));
    assertEquals(new TenantLimitConfig(7), TenantLimitConfig.from(Map.of(NAME, "7")));
  }

  @Test
  void bad_values_name_the_variable() {
    for (var bad : List.of("", "many", "0", "-1", "1.5")) {
      var failure =
          assertThrows(
              IllegalArgumentException.class, () -> TenantLimitConfig.from(Map.of(NAME, bad)), bad);
      assertTrue(failure.getMessage().startsWith(NAME + " must"), failure.getMessage());
    }
  }
}
