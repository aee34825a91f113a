package io.hotswap.domain.deployment;

import static io.hotswap.domain.deployment.InMemoryControlPlane.done;
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

  private final InMemoryControlPlane inMemoryControlPlane = new InMemoryControlPlane();

  @BeforeEach
  void somethingServesManyTenants() {
    inMemoryControlPlane.deploy("1.0.0");
    IntStream.range(0, 1000).forEach(it -> inMemoryControlPlane.observed.calls("tenant-" + it));
  }

  @Test
  void of_a_canary_that_nobody_calls_the_newest_is_kept() {
    var id = observing(Wishes.canary(OnInconclusive.Pause, true, 10, 100));
    inDoubt(id, RolloutStep.JudgeCohort, Wishes.PERIOD.multipliedBy(2));
    assertEquals(List.of(Conclusion.Inconclusive), answers(id));
    assertEquals(
        inMemoryControlPlane.now,
        inMemoryControlPlane.get(id).rolloutState().verdicts().getFirst().at());
    isAborted(id);
  }

  @Test
  void of_a_worse_canary_that_people_watch_the_newest_is_kept() {
    var id = observing(Wishes.canary(OnInconclusive.Fail, false, 10, 100));
    Calls.made(inMemoryControlPlane, "1.1.0", 0.2);
    inDoubt(id, RolloutStep.JudgeCohort, Wishes.PERIOD);
    assertEquals(List.of(Conclusion.Worse), answers(id));
    isAborted(id);
  }

  @Test
  void of_a_test_that_nobody_calls_the_newest_is_kept() {
    var id = staged(Wishes.variants(OnInconclusive.Pause));
    inMemoryControlPlane.step(RolloutStep.SplitTraffic, id);
    inMemoryControlPlane.nodesFollow();
    inMemoryControlPlane.step(RolloutStep.JudgeVariants, id);
    inDoubt(id, RolloutStep.JudgeVariants, Duration.ofHours(48));
    assertEquals(List.of(Conclusion.Inconclusive), answers(id));
    isAborted(id);
  }

  @Test
  void each_stage_has_its_own() {
    var id = observing(Wishes.canary(OnInconclusive.Pause, true, 10, 50, 100));
    inDoubt(id, RolloutStep.JudgeCohort, Wishes.PERIOD.multipliedBy(2));
    passes(id);
    inMemoryControlPlane.step(RolloutStep.AdvanceCohort, id);
    inMemoryControlPlane.nodesFollow();
    inMemoryControlPlane.step(RolloutStep.JudgeCohort, id);
    inDoubt(id, RolloutStep.JudgeCohort, Wishes.PERIOD.multipliedBy(2));
    var verdicts = inMemoryControlPlane.get(id).rolloutState().verdicts();
    assertEquals(List.of(1, 2), verdicts.stream().map(JudgedStage::stage).toList());
    assertEquals(Conclusion.Inconclusive, verdicts.getLast().verdict().answer());
    assertTrue(
        List.of(Conclusion.Same, Conclusion.Better).contains(answers(id).getFirst()),
        answers(id)::toString);
  }

  private void passes(DeploymentId id) {
    done(inMemoryControlPlane.steer(Command.Resume, id));
    inMemoryControlPlane.pass(Wishes.PERIOD);
    Calls.made(inMemoryControlPlane, "1.1.0", 0.005);
    assertEquals(StepOutcome.Ready, inMemoryControlPlane.step(RolloutStep.JudgeCohort, id));
  }

  private void inDoubt(DeploymentId id, RolloutStep judges, Duration wait) {
    for (int round = 0; round < ROUNDS; round++) {
      if (inMemoryControlPlane.get(id).paused()) {
        done(inMemoryControlPlane.steer(Command.Resume, id));
      }
      inMemoryControlPlane.pass(wait);
      assertEquals(StepOutcome.Paused, inMemoryControlPlane.step(judges, id), "round " + round);
    }
  }

  private List<Conclusion> answers(DeploymentId id) {
    return inMemoryControlPlane.get(id).rolloutState().verdicts().stream()
        .map(it -> it.verdict().answer())
        .toList();
  }

  private void isAborted(DeploymentId id) {
    done(inMemoryControlPlane.steer(Command.Abort, id));
    assertEquals(DeploymentPhase.RollbackAdmitted, inMemoryControlPlane.get(id).progress().phase());
  }

  private DeploymentId observing(DeploymentSpec spec) {
    var id = staged(spec);
    inMemoryControlPlane.step(RolloutStep.AdvanceCohort, id);
    inMemoryControlPlane.nodesFollow();
    inMemoryControlPlane.step(RolloutStep.JudgeCohort, id);
    assertEquals(DeploymentPhase.Observing, inMemoryControlPlane.get(id).progress().phase());
    return id;
  }

  private DeploymentId staged(DeploymentSpec spec) {
    var id = inMemoryControlPlane.admit(spec);
    inMemoryControlPlane.step(RolloutStep.BeginDeployment, id);
    inMemoryControlPlane.step(RolloutStep.StageVersion, id);
    inMemoryControlPlane.nodesFollow();
    assertEquals(StepOutcome.Ready, inMemoryControlPlane.step(RolloutStep.CheckStaged, id));
    return id;
  }
}
