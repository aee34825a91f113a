package io.hotswap.deployments.reconciliation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hotswap.domain.lifecycle.EndOfLifeAction;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndOfLifeConfigTest {
  @Test
  void a_policy_that_is_none_is_refused_at_the_start() {
    assertEquals(EndOfLifeAction.Keep, EndOfLifeConfig.from(Map.of()).usual());
    var migrate = Map.of("HOTSWAP_END_OF_LIFE", "Migrate");
    assertEquals(EndOfLifeAction.Migrate, EndOfLifeConfig.from(migrate).usual());
    var typo = Map.of("HOTSWAP_END_OF_LIFE", "migrate");
    var refused = assertThrows(IllegalArgumentException.class, () -> EndOfLifeConfig.from(typo));
    assertEquals(
        "HOTSWAP_END_OF_LIFE must be one of [Migrate, Disable, Keep], not: 'migrate'",
        refused.getMessage());
  }

  @Test
  void a_notice_is_a_number_of_days() {
    assertEquals(Duration.ofDays(7), EndOfLifeConfig.from(Map.of()).notice());
    var none = Map.of("HOTSWAP_END_OF_LIFE_NOTICE_DAYS", "0");
    assertEquals(Duration.ZERO, EndOfLifeConfig.from(none).notice());
    var typo = Map.of("HOTSWAP_END_OF_LIFE_NOTICE_DAYS", "P7D");
    var refused = assertThrows(IllegalArgumentException.class, () -> EndOfLifeConfig.from(typo));
    assertEquals(
        "HOTSWAP_END_OF_LIFE_NOTICE_DAYS must be a number of days from 0 to 999, not: 'P7D'",
        refused.getMessage());
  }
}
