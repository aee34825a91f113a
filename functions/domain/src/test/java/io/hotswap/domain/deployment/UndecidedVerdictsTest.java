package io.hotswap.domain.deployment;

import static io.hotswap.domain.deployment.World.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.Settings.OnDoubt;
import io.hotswap.domain.deployment.Steering.Command;
import io.hotswap.domain.verdict.Answer;
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
  void ofACanaryThatNobodyCallsTheNewestIsKept() {
    var id = observing(Wishes.canary(OnDoubt.Pause, true, 10, 100));
    inDoubt(id, Step.JudgeCohort, Wishes.PERIOD.multipliedBy(2));
    assertEquals(List.of(Answer.NotEnough), answers(id));
    assertEquals(world.now, world.get(id).course().verdicts().getFirst().at());
    isAborted(id);
  }

  @Test
  void ofAWorseCanaryThatPeopleWatchTheNewestIsKept() {
    var id = observing(Wishes.canary(OnDoubt.Fail, false, 10, 100));
    Calls.made(world, "1.1.0", 0.2);
    inDoubt(id, Step.JudgeCohort, Wishes.PERIOD);
    assertEquals(List.of(Answer.Worse), answers(id));
    isAborted(id);
  }

  @Test
  void ofATestThatNobodyCallsTheNewestIsKept() {
    var id = staged(Wishes.variants(OnDoubt.Pause));
    world.step(Step.SplitTraffic, id);
    world.nodesFollow();
    world.step(Step.JudgeVariants, id);
    inDoubt(id, Step.JudgeVariants, Duration.ofHours(48));
    assertEquals(List.of(Answer.NotEnough), answers(id));
    isAborted(id);
  }

  @Test
  void eachStageHasItsOwn() {
    var id = observing(Wishes.canary(OnDoubt.Pause, true, 10, 50, 100));
    inDoubt(id, Step.JudgeCohort, Wishes.PERIOD.multipliedBy(2));
    passes(id);
    world.step(Step.AdvanceCohort, id);
    world.nodesFollow();
    world.step(Step.JudgeCohort, id);
    inDoubt(id, Step.JudgeCohort, Wishes.PERIOD.multipliedBy(2));
    var verdicts = world.get(id).course().verdicts();
    assertEquals(List.of(1, 2), verdicts.stream().map(JudgedStage::stage).toList());
    assertEquals(Answer.NotEnough, verdicts.getLast().verdict().answer());
    assertTrue(
        List.of(Answer.Same, Answer.Better).contains(answers(id).getFirst()),
        answers(id)::toString);
  }

  private void passes(DeploymentId id) {
    done(world.steer(Command.Resume, id));
    world.pass(Wishes.PERIOD);
    Calls.made(world, "1.1.0", 0.005);
    assertEquals(StepOutcome.Ready, world.step(Step.JudgeCohort, id));
  }

  private void inDoubt(DeploymentId id, Step judges, Duration wait) {
    for (int round = 0; round < ROUNDS; round++) {
      if (world.get(id).paused()) {
        done(world.steer(Command.Resume, id));
      }
      world.pass(wait);
      assertEquals(StepOutcome.Paused, world.step(judges, id), "round " + round);
    }
  }

  private List<Answer> answers(DeploymentId id) {
    return world.get(id).course().verdicts().stream().map(it -> it.verdict().answer()).toList();
  }

  private void isAborted(DeploymentId id) {
    done(world.steer(Command.Abort, id));
    assertEquals(Phase.RollbackAdmitted, world.get(id).progress().phase());
  }

  private DeploymentId observing(Wish wish) {
    var id = staged(wish);
    world.step(Step.AdvanceCohort, id);
    world.nodesFollow();
    world.step(Step.JudgeCohort, id);
    assertEquals(Phase.Observing, world.get(id).progress().phase());
    return id;
  }

  private DeploymentId staged(Wish wish) {
    var id = world.admit(wish);
    world.step(Step.BeginDeployment, id);
    world.step(Step.StageVersion, id);
    world.nodesFollow();
    assertEquals(StepOutcome.Ready, world.step(Step.CheckStaged, id));
    return id;
  }
}
