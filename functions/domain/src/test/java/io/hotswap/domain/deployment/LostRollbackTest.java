package io.hotswap.domain.deployment;

import static io.hotswap.domain.deployment.World.ORIGIN;
import static io.hotswap.domain.deployment.World.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.Executions.State;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.rollout.StepOutcome;
import io.hotswap.domain.ids.DeploymentId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A roll-back machine that somebody aborts in the console, that times out, or that hangs.
class LostRollbackTest {
  private final World world = new World();
  private DeploymentId id = World.newId();

  @BeforeEach
  void oneIsRolledBack() {
    world.deploy("1.0.0");
    id = world.deploy("1.1.0");
    done(world.postRollback(id));
    world.step(RolloutStep.RevertRouting, id);
  }

  @Test
  void one_that_hangs_is_ended_as_the_machine_that_it_is_and_another_goes_on() {
    long fence = world.get(id).fence();
    world.pass(world.times.stage().plus(world.times.stall()).plusMinutes(1));
    reconcile();
    assertTrue(world.stopped.contains("roll-back " + id + "-" + fence), world.stopped::toString);
    assertFalse(world.stopped.contains(id + "-" + fence), world.stopped::toString);
    assertEquals("roll-back " + id + " " + (fence + 1), world.started.getLast());
    ends();
  }

  @Test
  void one_that_is_aborted_or_timed_out_is_carried_on_by_another() {
    long fence = world.get(id).fence();
    world.engineSays = Optional.of(State.Over);
    world.pass(Duration.ofMinutes(2));
    reconcile();
    assertEquals("roll-back " + id + " " + (fence + 1), world.started.getLast());
    assertEquals(StepOutcome.Superseded, world.step(RolloutStep.CheckReverted, id, fence));
    ends();
  }

  @Test
  void one_that_is_aborted_again_and_again_is_given_up_with_the_version_out_of_the_routing() {
    world.engineSays = Optional.of(State.Over);
    for (int minute = 0; minute < 200 && !world.get(id).closed(); minute++) {
      world.pass(Duration.ofMinutes(2));
      reconcile();
    }
    assertEquals(Optional.of(DeploymentOutcome.FailedDirty), world.get(id).outcome());
    assertEquals(Set.of("1.0.0"), world.inForce().serving());
    assertEquals(Set.of(), world.holders());
  }

  private void reconcile() {
    world.reconciling.reconcile(ORIGIN);
  }

  private void ends() {
    world.nodesFollow();
    assertEquals(
        List.of(StepOutcome.Ready, StepOutcome.Succeeded),
        List.of(
            world.step(RolloutStep.CheckReverted, id),
            world.step(RolloutStep.CompleteRollback, id)));
    assertEquals(Optional.of(DeploymentOutcome.RolledBack), world.get(id).outcome());
  }
}
