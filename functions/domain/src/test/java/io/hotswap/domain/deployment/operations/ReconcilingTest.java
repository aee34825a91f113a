package io.hotswap.domain.deployment.operations;

import static io.hotswap.domain.deployment.World.ORIGIN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.deployment.Executions;
import io.hotswap.domain.deployment.World;
import io.hotswap.domain.deployment.request.DeploymentSpec;
import io.hotswap.domain.ids.DeploymentId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever looks after several deployments looks after each on its own.
class ReconcilingTest {
  private final World world = new World();

  /// Some that hold a place or wait for an approver, and whose machines all died.
  private List<DeploymentId> dead() {
    var ids =
        List.of(
            world.admit("1.0.0"),
            world.admit(DeploymentSpec.direct("markdown", "1.0.0", "QA")),
            world.admit(DeploymentSpec.direct("markdown", "1.0.0", "Staging")));
    world.engineSays = Optional.of(Executions.State.Over);
    world.pass(Duration.ofSeconds(31));
    return ids;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void one_that_cannot_be_read_holds_up_no_other(int which) {
    var ids = dead();
    var broken = ids.get(which);
    world.unreadable.add(broken);
    var failure = assertThrows(PartialFailure.class, () -> world.reconciling.reconcile(ORIGIN));
    assertEquals(Set.of(broken.toString()), failure.failures().keySet());
    assertEquals(others(ids, broken), Set.copyOf(failure.results()));
    world.unreadable.clear();
    assertTrue(world.reconciling.reconcile(ORIGIN).contains(broken));
  }

  @Test
  void every_failure_is_told() {
    var ids = dead();
    world.unreadable.addAll(ids);
    var failure = assertThrows(PartialFailure.class, () -> world.reconciling.reconcile(ORIGIN));
    assertEquals(3, failure.failures().size());
    assertEquals(List.of(), failure.results());
    world.unreadable.clear();
    assertEquals(Set.copyOf(ids), world.reconciling.reconcile(ORIGIN));
  }

  @Test
  void one_whose_change_cannot_be_written_holds_up_no_other() {
    var ids = dead();
    world.beforeCommit =
        () -> {
          throw new IllegalStateException("The store does not take the first write");
        };
    var failure = assertThrows(PartialFailure.class, () -> world.reconciling.reconcile(ORIGIN));
    assertEquals(1, failure.failures().size());
    assertEquals(2, failure.results().size());
    assertEquals(Set.copyOf(ids), world.reconciling.reconcile(ORIGIN));
  }

  private static Set<?> others(List<DeploymentId> ids, DeploymentId broken) {
    return Set.copyOf(ids.stream().filter(it -> !it.equals(broken)).toList());
  }
}
