package io.hotswap.statemachines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class FaultMatrixTest {
  @Test
  void withoutAFaultEveryPlotEndsAsItShould() {
    assertEquals(
        List.of(),
        Cell.calm().stream()
            .filter(it -> it.plot() != Plot.Alone)
            .map(it -> Drill.run(it, 1))
            .filter(it -> !it.wrong().isEmpty() || !it.ending().equals(it.cell().plot().ending()))
            .toList());
  }

  @Test
  void noFaultAtAnyStepLeavesADeploymentStuckOrAnythingBehind() {
    var rows = FaultMatrix.run();
    assertEquals(Cell.all().size(), rows.size());
    assertEquals(
        List.of(),
        rows.stream()
            .filter(it -> !it.wrong().isEmpty())
            .map(it -> it.cell() + ": " + it.wrong())
            .toList());
  }
}
