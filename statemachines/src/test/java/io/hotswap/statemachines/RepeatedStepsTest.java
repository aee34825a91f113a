package io.hotswap.statemachines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.request.DeploymentSpec;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.rollout.StepOutcome;
import io.hotswap.domain.deployment.rollout.StepResult;
import io.hotswap.domain.deployment.strategy.StrategyName;
import io.hotswap.domain.ids.DeploymentId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every step may run twice, late, or at the same time as itself.
class RepeatedStepsTest {
  /// Called again after they answered Waiting, they take their next look, and may find more.
  private static final Set<RolloutStep> LOOKS =
      EnumSet.of(
          RolloutStep.JudgeCohort,
          RolloutStep.JudgeVariants,
          RolloutStep.FailDeployment,
          RolloutStep.FailRollback);

  @ParameterizedTest
  @EnumSource(StrategyName.class)
  void a_step_that_runs_twice_changes_nothing_the_second_time(StrategyName strategyName) {
    everyStep(strategyName, Again::new);
  }

  @ParameterizedTest
  @EnumSource(StrategyName.class)
  void a_step_that_runs_twice_at_once_is_carried_out_once(StrategyName strategyName) {
    everyStep(strategyName, AtOnce::new);
  }

  @ParameterizedTest
  @EnumSource(StrategyName.class)
  void a_late_step_of_an_execution_that_was_superseded_changes_nothing(StrategyName strategyName) {
    everyStep(strategyName, Late::new);
  }

  @ParameterizedTest
  @EnumSource(StrategyName.class)
  void a_late_step_of_a_deployment_that_is_over_changes_nothing(StrategyName strategyName) {
    for (var course : Replay.Course.values()) {
      var late = new OfAnother();
      var old = late.walk(strategyName, course);
      late.old = Optional.of(old);
      late.met.clear();
      late.walk(DeploymentSpec.direct("markdown", "2.0.0", "Development"), Replay.Course.GoesBack);
      assertTrue(
          late.met.containsAll(Set.of(RolloutStep.SwitchTraffic, RolloutStep.RevertRouting)),
          () -> "the other one went its way: " + late.met);
    }
  }

  private static void everyStep(StrategyName strategyName, Supplier<Replay> replays) {
    Set<RolloutStep> met = new TreeSet<>();
    for (var course : Replay.Course.values()) {
      var replay = replays.get();
      replay.walk(strategyName, course);
      met.addAll(replay.met);
    }
    assertEquals(new TreeSet<>(Cell.steps(strategyName)), met, "every step was walked through");
  }

  private static final class Again extends Replay {
    @Override
    StepResult carriedOut(RolloutStep rolloutStep, DeploymentId id, long fence) {
      var first = rehearsal.step(rolloutStep, id, fence);
      var after = rehearsal.remembered();
      var second = rehearsal.step(rolloutStep, id, fence);
      if (looksAgain(rolloutStep, first, second)) {
        after = rehearsal.remembered();
        second = rehearsal.step(rolloutStep, id, fence);
      } else if (first.outcome() != StepOutcome.Waiting) {
        assertEquals(first.outcome(), second.outcome(), rolloutStep + " answers the same");
      }
      assertEquals(after, rehearsal.remembered(), rolloutStep + " twice is once");
      assertFalse(second.changed());
      return first;
    }
  }

  private static final class AtOnce extends Replay {
    @Override
    StepResult carriedOut(RolloutStep rolloutStep, DeploymentId id, long fence) {
      var quicker = new AtomicReference<StepResult>();
      var after = new AtomicReference<>(rehearsal.remembered());
      rehearsal.beforeItIsWritten(
          () -> {
            quicker.set(rehearsal.step(rolloutStep, id, fence));
            after.set(rehearsal.remembered());
          });
      var slower = rehearsal.step(rolloutStep, id, fence);
      rehearsal.beforeItIsWritten(() -> {});
      var first = Optional.ofNullable(quicker.get()).orElse(slower);
      if (!looksAgain(rolloutStep, first, slower)) {
        assertEquals(after.get(), rehearsal.remembered(), rolloutStep + " at once is once");
      }
      return slower;
    }
  }

  private static final class Late extends Replay {
    @Override
    StepResult carriedOut(RolloutStep rolloutStep, DeploymentId id, long fence) {
      var before = rehearsal.remembered();
      for (var late : RolloutStep.values()) {
        for (var earlier : List.of(fence - 1, 0L)) {
          assertEquals(
              StepOutcome.Superseded, rehearsal.step(late, id, earlier).outcome(), late.name());
        }
      }
      assertEquals(before, rehearsal.remembered(), "before " + rolloutStep);
      return rehearsal.step(rolloutStep, id, fence);
    }
  }

  private static final class OfAnother extends Replay {
    private Optional<DeploymentId> old = Optional.empty();

    @Override
    StepResult carriedOut(RolloutStep rolloutStep, DeploymentId id, long fence) {
      var before = rehearsal.remembered();
      old.map(before.deployments()::get)
          .ifPresent(
              it ->
                  List.of(RolloutStep.values())
                      .forEach(late -> rehearsal.step(late, it.id(), it.fence())));
      assertEquals(
          before, rehearsal.remembered(), "before " + rolloutStep + " of the next deployment");
      return rehearsal.step(rolloutStep, id, fence);
    }
  }

  private static boolean looksAgain(RolloutStep rolloutStep, StepResult first, StepResult second) {
    return LOOKS.contains(rolloutStep)
        && first.outcome() == StepOutcome.Waiting
        && second.outcome() != StepOutcome.Waiting;
  }
}
