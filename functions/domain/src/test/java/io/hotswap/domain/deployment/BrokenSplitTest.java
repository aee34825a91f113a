package io.hotswap.domain.deployment;

import static io.hotswap.domain.deployment.InMemoryControlPlane.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.operations.Steering;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.rollout.StepOutcome;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.verdict.Conclusion;
import io.hotswap.domain.verdict.VerdictCalculator;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// An A/B test whose tenants did not arrive as they were sent: 200 called A, too few or too many
/// called B.
class BrokenSplitTest {
  private static final int TOO_FEW = 120;
  private final InMemoryControlPlane inMemoryControlPlane = new InMemoryControlPlane();

  @BeforeEach
  void somethingServes() {
    inMemoryControlPlane.deploy("1.0.0");
  }

  @Test
  void however_good_it_looks_it_is_not_promoted_and_ends_clean() {
    var id = split(50, OnInconclusive.Fail);
    called(id, Compared.Better, TOO_FEW);
    inMemoryControlPlane.pass(ShortWishes.TEST);
    assertEquals(
        StepOutcome.Waiting,
        inMemoryControlPlane.step(RolloutStep.JudgeVariants, id),
        "perhaps they come yet");
    inMemoryControlPlane.pass(ShortWishes.EXTENSION);
    assertEquals(StepOutcome.Broken, inMemoryControlPlane.step(RolloutStep.JudgeVariants, id));
    assertEquals(StepOutcome.Broken, inMemoryControlPlane.step(RolloutStep.PromoteWinner, id));
    assertEquals(Optional.empty(), inMemoryControlPlane.get(id).rolloutState().winner());
    assertEquals(StepOutcome.Withdrawn, inMemoryControlPlane.step(RolloutStep.WithdrawVersion, id));
    inMemoryControlPlane.nodesFollow();
    assertEquals(
        StepOutcome.FailedClean, inMemoryControlPlane.step(RolloutStep.FailDeployment, id));
    assertEquals(Optional.of("1.0.0"), inMemoryControlPlane.inForce().defaultVersion());
    assertEquals(Optional.empty(), inMemoryControlPlane.inForce().shift());
    assertEquals(Set.of(), inMemoryControlPlane.holders());
    var problem = inMemoryControlPlane.get(id).progress().problem().orElseThrow();
    assertTrue(problem.startsWith("Not enough evidence. "), problem);
    assertTrue(problem.contains("37.5"), problem);
  }

  @Test
  void it_pauses_where_the_caller_chose_so_until_somebody_promotes_it() {
    var id = split(50, OnInconclusive.Pause);
    called(id, Compared.Better, TOO_FEW);
    inMemoryControlPlane.pass(ShortWishes.TEST.plus(ShortWishes.EXTENSION));
    assertEquals(StepOutcome.Paused, inMemoryControlPlane.step(RolloutStep.JudgeVariants, id));
    assertEquals(Optional.of("1.0.0"), inMemoryControlPlane.inForce().defaultVersion());
    assertTrue(inMemoryControlPlane.inForce().shift().isPresent(), "both go on serving");
    assertEquals(StepOutcome.Paused, inMemoryControlPlane.step(RolloutStep.PromoteWinner, id));
    done(inMemoryControlPlane.steer(Steering.Command.Promote, id));
    assertEquals(StepOutcome.Ready, inMemoryControlPlane.step(RolloutStep.JudgeVariants, id));
  }

  @ParameterizedTest
  @EnumSource(Compared.class)
  void nothing_that_it_shows_ends_it_early(Compared shown) {
    var id = split(50, OnInconclusive.Fail);
    called(id, shown, TOO_FEW);
    for (int minute = 1; minute < 10; minute++) {
      inMemoryControlPlane.pass(Duration.ofMinutes(1));
      assertEquals(StepOutcome.Waiting, inMemoryControlPlane.step(RolloutStep.JudgeVariants, id));
    }
    assertEquals(List.of(), inMemoryControlPlane.get(id).rolloutState().verdicts());
  }

  @Test
  void the_numbers_are_kept_and_replay_to_the_same_verdict() {
    var id = split(50, OnInconclusive.Fail);
    called(id, Compared.Better, TOO_FEW);
    inMemoryControlPlane.pass(ShortWishes.TEST.plus(ShortWishes.EXTENSION));
    inMemoryControlPlane.step(RolloutStep.JudgeVariants, id);
    var judged = inMemoryControlPlane.get(id).rolloutState().verdicts().getFirst();
    var verdict = judged.verdict();
    assertEquals(Conclusion.Inconclusive, verdict.answer());
    assertEquals(
        List.of(TOO_FEW, 200), List.of(verdict.candidateTenants(), verdict.baselineTenants()));
    assertEquals(
        List.of(24_000L, 40_000L), List.of(verdict.candidateCalls(), verdict.baselineCalls()));
    var ratio = verdict.sampleRatio().orElseThrow();
    assertTrue(ratio.broken());
    assertEquals(0.5, ratio.expectedShare());
    assertEquals(0.375, ratio.observedShare());
    assertEquals(20, ratio.chiSquare(), 1e-9);
    assertEquals(7.744e-6, ratio.pValue(), 1e-9);
    var evidence = inMemoryControlPlane.observed.find(judged.evidence());
    assertEquals(verdict, VerdictCalculator.judge(judged.question(), evidence));
  }

  /// χ² of 10.83 is p = 0.001.
  @ParameterizedTest(name = "{1} tenants of B beside 200 of A, sent {0} %: χ² {2}")
  @CsvSource({
    "50, 200,  0.00, Ready",
    "50, 140, 10.59, Ready",
    "50, 139, 10.98, Broken",
    "50, 273, 11.27, Broken",
    "50, 271, 10.70, Ready",
    "20,  50,  0.00, Ready",
    "20, 100, 33.33, Broken",
    "80, 800,  0.00, Ready",
    "80, 200, 225.0, Broken",
  })
  void one_in_a_thousand_is_the_limit(
      int percentB, int tenants, double chiSquare, StepOutcome outcome) {
    var id = split(percentB, OnInconclusive.Fail);
    called(id, Compared.Better, tenants);
    inMemoryControlPlane.pass(ShortWishes.TEST.plus(ShortWishes.EXTENSION));
    assertEquals(outcome, inMemoryControlPlane.step(RolloutStep.JudgeVariants, id));
    var ratio =
        inMemoryControlPlane
            .get(id)
            .rolloutState()
            .verdicts()
            .getFirst()
            .verdict()
            .sampleRatio()
            .orElseThrow();
    assertEquals(chiSquare, ratio.chiSquare(), 0.005);
    assertEquals(outcome == StepOutcome.Broken, ratio.broken());
  }

  private DeploymentId split(int percentB, OnInconclusive onInconclusive) {
    var id = inMemoryControlPlane.admit(ShortWishes.variants(percentB, onInconclusive));
    inMemoryControlPlane.step(RolloutStep.BeginDeployment, id);
    inMemoryControlPlane.step(RolloutStep.StageVersion, id);
    inMemoryControlPlane.nodesFollow();
    inMemoryControlPlane.step(RolloutStep.SplitTraffic, id);
    inMemoryControlPlane.nodesFollow();
    assertEquals(StepOutcome.Waiting, inMemoryControlPlane.step(RolloutStep.JudgeVariants, id));
    return id;
  }

  private void called(DeploymentId id, Compared shown, int tenantsOfB) {
    inMemoryControlPlane.observed.record(
        shown.in(id + "/1", "1.1.0", "1.0.0", inMemoryControlPlane.now, tenantsOfB));
  }
}
