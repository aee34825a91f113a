package io.hotswap.domain.deployment;

import static io.hotswap.domain.deployment.World.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.operations.Steering.Command;
import io.hotswap.domain.deployment.request.DeploymentSpec;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.rollout.StepOutcome;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.verdict.Conclusion;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A stage that is resumed is judged again, and what was said of it before is not kept beside: a
/// deployment that is in doubt for weeks has to have room for its way back.
class UndecidedVerdictsTest {
  private static final int ROUNDS = 30;

  private final World world = new World();

  @BeforeEach
  void somethingServesManyTenants() {
    world.deploy("1.0.0");
    IntStream.range(0, 1000).forEach(it -> world.observed.tenants.add("tenant-" + it));
  }

  @Test
  void of_a_canary_that_nobody_calls_the_newest_is_kept() {
    var id = observing(Wishes.canary(OnInconclusive.Pause, true, 10, 100));
    inDoubt(id, RolloutStep.JudgeCohort, Wishes.PERIOD.multipliedBy(2));
    assertEquals(List.of(Conclusion.Inconclusive), answers(id));
    assertEquals(world.now, world.get(id).rolloutState().verdicts().getFirst().at());
    isAborted(id);
  }

  @Test
  void of_a_worse_canary_that_people_watch_the_newest_is_kept() {
    var id = observing(Wishes.canary(OnInconclusive.Fail, false, 10, 100));
    Calls.made(world, "1.1.0", 0.2);
    inDoubt(id, RolloutStep.JudgeCohort, Wishes.PERIOD);
    assertEquals(List.of(Conclusion.Worse), answers(id));
    isAborted(id);
  }

  @Test
  void of_a_test_that_nobody_calls_the_newest_is_kept() {
    var id = staged(Wishes.variants(OnInconclusive.Pause));
    world.step(RolloutStep.SplitTraffic, id);
    world.nodesFollow();
    world.step(RolloutStep.JudgeVariants, id);
    inDoubt(id, RolloutStep.JudgeVariants, Duration.ofHours(48));
    assertEquals(List.of(Conclusion.Inconclusive), answers(id));
    isAborted(id);
  }

  @Test
  void each_stage_has_its_own() {
    var id = observing(Wishes.canary(OnInconclusive.Pause, true, 10, 50, 100));
    inDoubt(id, RolloutStep.JudgeCohort, Wishes.PERIOD.multipliedBy(2));
    passes(id);
    world.step(RolloutStep.AdvanceCohort, id);
    world.nodesFollow();
    world.step(RolloutStep.JudgeCohort, id);
    inDoubt(id, RolloutStep.JudgeCohort, Wishes.PERIOD.multipliedBy(2));
    var verdicts = world.get(id).rolloutState().verdicts();
    assertEquals(List.of(1, 2), verdicts.stream().map(JudgedStage::stage).toList());
    assertEquals(Conclusion.Inconclusive, verdicts.getLast().verdict().answer());
    assertTrue(
        List.of(Conclusion.Same, Conclusion.Better).contains(answers(id).getFirst()),
        answers(id)::toString);
  }

  private void passes(DeploymentId id) {
    done(world.steer(Command.Resume, id));
    world.pass(Wishes.PERIOD);
    Calls.made(world, "1.1.0", 0.005);
    assertEquals(StepOutcome.Ready, world.step(RolloutStep.JudgeCohort, id));
  }

  private void inDoubt(DeploymentId id, RolloutStep judges, Duration wait) {
    for (int round = 0; round < ROUNDS; round++) {
      if (world.get(id).paused()) {
        done(world.steer(Command.Resume, id));
      }
      world.pass(wait);
      assertEquals(StepOutcome.Paused, world.step(judges, id), "round " + round);
    }
  }

  private List<Conclusion> answers(DeploymentId id) {
    return world.get(id).rolloutState().verdicts().stream()
        .map(it -> it.verdict().answer())
        .toList();
  }

  private void isAborted(DeploymentId id) {
    done(world.steer(Command.Abort, id));
    assertEquals(DeploymentPhase.RollbackAdmitted, world.get(id).progress().phase());
  }

  private DeploymentId observing(DeploymentSpec spec) {
    var id = staged(spec);
    world.step(RolloutStep.AdvanceCohort, id);
    world.nodesFollow();
    world.step(RolloutStep.JudgeCohort, id);
    assertEquals(DeploymentPhase.Observing, world.get(id).progress().phase());
    return id;
  }

  private DeploymentId staged(DeploymentSpec spec) {
    var id = world.admit(spec);
    world.step(RolloutStep.BeginDeployment, id);
    world.step(RolloutStep.StageVersion, id);
    world.nodesFollow();
    assertEquals(StepOutcome.Ready, world.step(RolloutStep.CheckStaged, id));
    return id;
  }
}
