package io.hotswap.domain.deployment;

import static io.hotswap.domain.deployment.InMemoryControlPlane.ORIGIN;
import static io.hotswap.domain.deployment.InMemoryControlPlane.done;
import static io.hotswap.domain.deployment.InMemoryControlPlane.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.Executions.State;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.rollout.StepOutcome;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.refusal.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A roll-back machine that somebody aborts in the console, that times out, or that hangs.
class LostRollbackTest {
  private final InMemoryControlPlane inMemoryControlPlane = new InMemoryControlPlane();
  private DeploymentId id = InMemoryControlPlane.newId();

  @BeforeEach
  void oneIsRolledBack() {
    inMemoryControlPlane.deploy("1.0.0");
    id = inMemoryControlPlane.deploy("1.1.0");
    done(inMemoryControlPlane.postRollback(id));
    inMemoryControlPlane.step(RolloutStep.RevertRouting, id);
  }

  @Test
  void one_that_hangs_is_ended_as_the_machine_that_it_is_and_another_goes_on() {
    long fence = inMemoryControlPlane.get(id).fence();
    inMemoryControlPlane.pass(
        inMemoryControlPlane.times.stage().plus(inMemoryControlPlane.times.stall()).plusMinutes(1));
    reconcile();
    assertTrue(
        inMemoryControlPlane.stopped.contains("roll-back " + id + "-" + fence),
        inMemoryControlPlane.stopped::toString);
    assertFalse(
        inMemoryControlPlane.stopped.contains(id + "-" + fence),
        inMemoryControlPlane.stopped::toString);
    assertEquals("roll-back " + id + " " + (fence + 1), inMemoryControlPlane.started.getLast());
    ends();
  }

  @Test
  void one_that_is_aborted_or_timed_out_is_carried_on_by_another() {
    long fence = inMemoryControlPlane.get(id).fence();
    inMemoryControlPlane.engineSays = Optional.of(State.Over);
    inMemoryControlPlane.pass(Duration.ofMinutes(2));
    reconcile();
    assertEquals("roll-back " + id + " " + (fence + 1), inMemoryControlPlane.started.getLast());
    assertEquals(
        StepOutcome.Superseded, inMemoryControlPlane.step(RolloutStep.CheckReverted, id, fence));
    ends();
  }

  @Test
  void a_second_request_that_finds_it_lost_has_begun_it_anew_and_is_no_conflict() {
    assertEquals(
        ErrorCode.NOTHING_TO_ROLL_BACK,
        refused(inMemoryControlPlane.postRollback(id)).code(),
        "it goes on");
    long fence = inMemoryControlPlane.get(id).fence();
    inMemoryControlPlane.engineSays = Optional.of(State.Over);
    inMemoryControlPlane.pass(Duration.ofMinutes(2));
    assertEquals(fence + 1, done(inMemoryControlPlane.postRollback(id)).fence());
    assertEquals("roll-back " + id + " " + (fence + 1), inMemoryControlPlane.started.getLast());
    assertEquals(1, inMemoryControlPlane.get(id).rollbacks().size());
    ends();
  }

  @Test
  void one_that_is_aborted_again_and_again_is_given_up_with_the_version_out_of_the_routing() {
    inMemoryControlPlane.engineSays = Optional.of(State.Over);
    for (int minute = 0; minute < 200 && !inMemoryControlPlane.get(id).closed(); minute++) {
      inMemoryControlPlane.pass(Duration.ofMinutes(2));
      reconcile();
    }
    assertEquals(
        Optional.of(DeploymentOutcome.FailedDirty), inMemoryControlPlane.get(id).outcome());
    assertEquals(Set.of("1.0.0"), inMemoryControlPlane.inForce().serving());
    assertEquals(Set.of(), inMemoryControlPlane.holders());
  }

  private void reconcile() {
    inMemoryControlPlane.reconciling.reconcile(ORIGIN);
  }

  private void ends() {
    inMemoryControlPlane.nodesFollow();
    assertEquals(
        List.of(StepOutcome.Ready, StepOutcome.Succeeded),
        List.of(
            inMemoryControlPlane.step(RolloutStep.CheckReverted, id),
            inMemoryControlPlane.step(RolloutStep.CompleteRollback, id)));
    assertEquals(Optional.of(DeploymentOutcome.RolledBack), inMemoryControlPlane.get(id).outcome());
  }
}
