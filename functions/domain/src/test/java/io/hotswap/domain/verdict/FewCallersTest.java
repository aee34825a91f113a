package io.hotswap.domain.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A sample of what [FewTenantsSimulation] measures.
class FewCallersTest {
  private static final List<Integer> HALVES = List.of(50);

  @ParameterizedTest
  @CsvSource({
    "3, 0, 0.005, 0.005",
    "8, 0, 0.005, 0.005",
    "16, 0, 0.005, 0.005",
    "16, 0.95, 0.2, 0",
    "16, 0.95, 0, 0.2",
    "49, 0.95, 0.2, 0",
  })
  void a_version_that_is_no_worse_is_hardly_ever_blamed(
      int tenants, double heavy, double heavyFails, double othersFail) {
    var kind = new FewCallers.Kind(tenants, heavy, heavyFails, othersFail);
    var found = FewCallersRollouts.of(kind, FewCallers.Harm.NONE, HALVES, 100, 1);

    assertTrue(found.falseAlarms() <= found.tolerated(), found::toString);
  }

  @Test
  void sixteen_tenants_pass_and_a_broken_version_does_not() {
    var kind = new FewCallers.Kind(16, 0, 0.005, 0.005);

    assertTrue(FewCallersRollouts.of(kind, FewCallers.Harm.NONE, HALVES, 50, 1).passing() > 0.5);
    var broken = FewCallersRollouts.of(kind, new FewCallers.Harm(0.05, 0.05, 1), HALVES, 50, 1);
    assertTrue(broken.falseAlarms() > 0.9, broken::toString);
    assertEquals(0, broken.passed());
  }

  @Test
  void three_tenants_are_never_enough() {
    var kind = new FewCallers.Kind(3, 0, 0.005, 0.005);
    var found = FewCallersRollouts.of(kind, new FewCallers.Harm(1, 1, 1), HALVES, 20, 1);

    assertEquals(0, found.worse() + found.passed());
  }
}
