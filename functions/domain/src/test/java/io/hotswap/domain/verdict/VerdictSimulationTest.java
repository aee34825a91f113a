package io.hotswap.domain.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// A sample of what [VerdictSimulation] measures.
class VerdictSimulationTest {
  private static final World BUSY = World.calling(200);

  @Test
  void healthy_canaries_complete_where_a_naive_test_would_roll_half_back() {
    var healthy = HealthyCanaries.of(BUSY, 40, 0);

    assertTrue(healthy.naiveWorse() >= 20, "the control finds fault");
    assertTrue(healthy.ended(Conclusion.Worse) <= 2);
    assertTrue(healthy.ended(Conclusion.Same) >= 36);
  }

  @Test
  void broken_canaries_are_found_within_a_minute() {
    var broken = BrokenCanaries.of(BUSY, BrokenCanaries.FIVEFOLD_ERRORS, 20, 1_000_000);

    assertEquals(1, broken.power());
    assertTrue(broken.found(0.5) <= 60);
  }

  @Test
  void no_canary_passes_without_traffic() {
    var silent = HealthyCanaries.of(World.calling(0), 2, 0);

    assertEquals(2, silent.ended(Conclusion.Inconclusive));
  }
}
