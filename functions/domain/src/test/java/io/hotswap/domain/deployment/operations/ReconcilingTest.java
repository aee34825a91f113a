package io.hotswap.domain.deployment.operations;

import static io.hotswap.domain.deployment.InMemoryControlPlane.ORIGIN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.deployment.Executions;
import io.hotswap.domain.deployment.InMemoryControlPlane;
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
  private final InMemoryControlPlane inMemoryControlPlane = new InMemoryControlPlane();

  /// Some that hold a place or wait for an approver, and whose machines all died.
  private List<DeploymentId> dead() {
    var ids =
        List.of(
            inMemoryControlPlane.admit("1.0.0"),
            inMemoryControlPlane.admit(DeploymentSpec.direct("markdown", "1.0.0", "QA")),
            inMemoryControlPlane.admit(DeploymentSpec.direct("markdown", "1.0.0", "Staging")));
    inMemoryControlPlane.engineSays = Optional.of(Executions.State.Over);
    inMemoryControlPlane.pass(Duration.ofSeconds(31));
    return ids;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void one_that_cannot_be_read_holds_up_no_other(int which) {
    var ids = dead();
    var broken = ids.get(which);
    inMemoryControlPlane.unreadable.add(broken);
    var failure =
        assertThrows(
            PartialFailure.class, () -> inMemoryControlPlane.reconciling.reconcile(ORIGIN));
    assertEquals(Set.of(broken.toString()), failure.failures().keySet());
    assertEquals(others(ids, broken), Set.copyOf(failure.results()));
    inMemoryControlPlane.unreadable.clear();
    assertTrue(inMemoryControlPlane.reconciling.reconcile(ORIGIN).contains(broken));
  }

  @Test
  void every_failure_is_told() {
    var ids = dead();
    inMemoryControlPlane.unreadable.addAll(ids);
    var failure =
        assertThrows(
            PartialFailure.class, () -> inMemoryControlPlane.reconciling.reconcile(ORIGIN));
    assertEquals(3, failure.failures().size());
    assertEquals(List.of(), failure.results());
    inMemoryControlPlane.unreadable.clear();
    assertEquals(Set.copyOf(ids), inMemoryControlPlane.reconciling.reconcile(ORIGIN));
  }

  @Test
  void one_whose_change_cannot_be_written_holds_up_no_other() {
    var ids = dead();
    inMemoryControlPlane.beforeCommit =
        () -> {
          throw new IllegalStateException("The store does not take the first write");
        };
    var failure =
        assertThrows(
            PartialFailure.class, () -> inMemoryControlPlane.reconciling.reconcile(ORIGIN));
    assertEquals(1, failure.failures().size());
    assertEquals(2, failure.results().size());
    assertEquals(Set.copyOf(ids), inMemoryControlPlane.reconciling.reconcile(ORIGIN));
  }

  private static Set<?> others(List<DeploymentId> ids, DeploymentId broken) {
    return Set.copyOf(ids.stream().filter(it -> !it.equals(broken)).toList());
  }
}
