package io.hotswap.domain.deployment;

import static io.hotswap.domain.deployment.InMemoryControlPlane.ORIGIN;
import static io.hotswap.domain.deployment.InMemoryControlPlane.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.hotswap.domain.deployment.Executions.State;
import io.hotswap.domain.deployment.operations.Steering.Command;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import io.hotswap.domain.ids.DeploymentId;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whoever pauses and resumes starts another machine each time: none of them died, so that one that
/// does die gets its followers.
class SteeredMachinesTest {
  private static final int OFTEN = 60;

  private final InMemoryControlPlane inMemoryControlPlane = new InMemoryControlPlane();
  private DeploymentId id = InMemoryControlPlane.newId();

  @BeforeEach
  void aCanaryIsPausedAndResumedOften() {
    inMemoryControlPlane.deploy("1.0.0");
    inMemoryControlPlane.observed.calls("acme");
    id = inMemoryControlPlane.admit(Wishes.canary(OnInconclusive.Pause, true, 50, 100));
    inMemoryControlPlane.step(RolloutStep.BeginDeployment, id);
    inMemoryControlPlane.step(RolloutStep.StageVersion, id);
    inMemoryControlPlane.nodesFollow();
    inMemoryControlPlane.step(RolloutStep.CheckStaged, id);
    inMemoryControlPlane.step(RolloutStep.AdvanceCohort, id);
    for (int i = 0; i < OFTEN; i++) {
      done(inMemoryControlPlane.steer(Command.Pause, id));
      done(inMemoryControlPlane.steer(Command.Resume, id));
    }
  }

  private void dies() {
    inMemoryControlPlane.engineSays = Optional.of(State.Over);
    inMemoryControlPlane.pass(Duration.ofMinutes(2));
    inMemoryControlPlane.reconciling.reconcile(ORIGIN);
  }

  private void isCarriedOn(String machine) {
    assertFalse(
        inMemoryControlPlane.get(id).closed(), inMemoryControlPlane.get(id).progress()::toString);
    assertEquals(
        machine + " " + id + " " + inMemoryControlPlane.get(id).fence(),
        inMemoryControlPlane.started.getLast());
  }

  @Test
  void its_dead_machine_gets_another() {
    dies();
    isCarriedOn("deploy");
  }

  @Test
  void so_does_that_of_its_rollback() {
    done(inMemoryControlPlane.steer(Command.Abort, id));
    dies();
    isCarriedOn("roll-back");
  }

  @Test
  void so_does_that_of_its_promotion() {
    done(inMemoryControlPlane.steer(Command.Promote, id));
    dies();
    isCarriedOn("deploy");
  }

  @Test
  void a_rollback_is_not_given_up_for_the_machines_that_died_before_it() {
    for (int death = 0; death < 49; death++) {
      dies();
    }
    isCarriedOn("deploy");
    done(inMemoryControlPlane.steer(Command.Abort, id));
    dies();
    isCarriedOn("roll-back");
  }

  @Test
  void what_dies_fifty_times_without_anybody_steering_is_given_up_all_the_same() {
    for (int death = 0; death < 49; death++) {
      dies();
    }
    isCarriedOn("deploy");
    dies();
    assertEquals(DeploymentPhase.Abandoned, inMemoryControlPlane.get(id).progress().phase());
  }
}
