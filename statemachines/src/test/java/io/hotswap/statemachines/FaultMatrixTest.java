package io.hotswap.statemachines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class FaultMatrixTest {
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
