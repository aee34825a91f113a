package io.hotswap.statemachines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class FaultMatrixTest {
  @Test
  void without_a_fault_every_plot_ends_as_it_should() {
    assertEquals(
        List.of(),
        Cell.calm().stream()
            .filter(it -> it.plot() != Plot.Alone)
            .map(it -> Drill.run(it, 1))
            .filter(it -> !it.wrong().isEmpty() || !it.ending().equals(it.cell().plot().ending()))
            .toList());
  }

  @Test
  void no_fault_at_any_step_leaves_a_deployment_stuck_or_anything_behind() {
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
