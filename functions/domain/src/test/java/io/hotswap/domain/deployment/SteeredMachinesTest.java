package io.hotswap.domain.deployment;

import static io.hotswap.domain.deployment.World.ORIGIN;
import static io.hotswap.domain.deployment.World.done;
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

  private final World world = new World();
  private DeploymentId id = World.newId();

  @BeforeEach
  void aCanaryIsPausedAndResumedOften() {
    world.deploy("1.0.0");
    world.observed.tenants.add("acme");
    id = world.admit(Wishes.canary(OnInconclusive.Pause, true, 50, 100));
    world.step(RolloutStep.BeginDeployment, id);
    world.step(RolloutStep.StageVersion, id);
    world.nodesFollow();
    world.step(RolloutStep.CheckStaged, id);
    world.step(RolloutStep.AdvanceCohort, id);
    for (int i = 0; i < OFTEN; i++) {
      done(world.steer(Command.Pause, id));
      done(world.steer(Command.Resume, id));
    }
  }

  private void dies() {
    world.engineSays = Optional.of(State.Over);
    world.pass(Duration.ofMinutes(2));
    world.reconciling.reconcile(ORIGIN);
  }

  private void isCarriedOn(String machine) {
    assertFalse(world.get(id).closed(), world.get(id).progress()::toString);
    assertEquals(machine + " " + id + " " + world.get(id).fence(), world.started.getLast());
  }

  @Test
  void its_dead_machine_gets_another() {
    dies();
    isCarriedOn("deploy");
  }

  @Test
  void so_does_that_of_its_rollback() {
    done(world.steer(Command.Abort, id));
    dies();
    isCarriedOn("roll-back");
  }

  @Test
  void so_does_that_of_its_promotion() {
    done(world.steer(Command.Promote, id));
    dies();
    isCarriedOn("deploy");
  }

  @Test
  void a_rollback_is_not_given_up_for_the_machines_that_died_before_it() {
    for (int death = 0; death < 49; death++) {
      dies();
    }
    isCarriedOn("deploy");
    done(world.steer(Command.Abort, id));
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
    assertEquals(DeploymentPhase.Abandoned, world.get(id).progress().phase());
  }
}
