package io.hotswap.statemachines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.DeploymentId;
import io.hotswap.domain.deployment.Step;
import io.hotswap.domain.deployment.StepOutcome;
import io.hotswap.domain.deployment.StepResult;
import io.hotswap.domain.deployment.Strategy;
import io.hotswap.domain.deployment.Wish;
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
  private static final Set<Step> LOOKS =
      EnumSet.of(Step.JudgeCohort, Step.JudgeVariants, Step.FailDeployment, Step.FailRollback);

  @ParameterizedTest
  @EnumSource(Strategy.class)
  void aStepThatRunsTwiceChangesNothingTheSecondTime(Strategy strategy) {
    everyStep(strategy, Again::new);
  }

  @ParameterizedTest
  @EnumSource(Strategy.class)
  void aStepThatRunsTwiceAtOnceIsCarriedOutOnce(Strategy strategy) {
    everyStep(strategy, AtOnce::new);
  }

  @ParameterizedTest
  @EnumSource(Strategy.class)
  void aLateStepOfAnExecutionThatWasOvertakenChangesNothing(Strategy strategy) {
    everyStep(strategy, Late::new);
  }

  @ParameterizedTest
  @EnumSource(Strategy.class)
  void aLateStepOfADeploymentThatIsOverChangesNothing(Strategy strategy) {
    for (var course : Replay.Course.values()) {
      var late = new OfAnother();
      var old = late.walk(strategy, course);
      late.old = Optional.of(old);
      late.met.clear();
      late.walk(Wish.direct("markdown", "2.0.0", "Development"), Replay.Course.GoesBack);
      assertTrue(
          late.met.containsAll(Set.of(Step.SwitchTraffic, Step.RevertRouting)),
          () -> "the other one went its way: " + late.met);
    }
  }

  private static void everyStep(Strategy strategy, Supplier<Replay> replays) {
    Set<Step> met = new TreeSet<>();
    for (var course : Replay.Course.values()) {
      var replay = replays.get();
      replay.walk(strategy, course);
      met.addAll(replay.met);
    }
    assertEquals(new TreeSet<>(Cell.steps(strategy)), met, "every step was walked through");
  }

  private static final class Again extends Replay {
    @Override
    StepResult carriedOut(Step step, DeploymentId id, long fence) {
      var first = rehearsal.step(step, id, fence);
      var after = rehearsal.remembered();
      var second = rehearsal.step(step, id, fence);
      if (looksAgain(step, first, second)) {
        after = rehearsal.remembered();
        second = rehearsal.step(step, id, fence);
      } else if (first.outcome() != StepOutcome.Waiting) {
        assertEquals(first.outcome(), second.outcome(), step + " answers the same");
      }
      assertEquals(after, rehearsal.remembered(), step + " twice is once");
      assertFalse(second.changed());
      return first;
    }
  }

  private static final class AtOnce extends Replay {
    @Override
    StepResult carriedOut(Step step, DeploymentId id, long fence) {
      var quicker = new AtomicReference<StepResult>();
      var after = new AtomicReference<>(rehearsal.remembered());
      rehearsal.beforeItIsWritten(
          () -> {
            quicker.set(rehearsal.step(step, id, fence));
            after.set(rehearsal.remembered());
          });
      var slower = rehearsal.step(step, id, fence);
      rehearsal.beforeItIsWritten(() -> {});
      var first = Optional.ofNullable(quicker.get()).orElse(slower);
      if (!looksAgain(step, first, slower)) {
        assertEquals(after.get(), rehearsal.remembered(), step + " at once is once");
      }
      return slower;
    }
  }

  private static final class Late extends Replay {
    @Override
    StepResult carriedOut(Step step, DeploymentId id, long fence) {
      var before = rehearsal.remembered();
      for (var late : Step.values()) {
        for (var earlier : List.of(fence - 1, 0L)) {
          assertEquals(
              StepOutcome.Overtaken, rehearsal.step(late, id, earlier).outcome(), late.name());
        }
      }
      assertEquals(before, rehearsal.remembered(), "before " + step);
      return rehearsal.step(step, id, fence);
    }
  }

  private static final class OfAnother extends Replay {
    private Optional<DeploymentId> old = Optional.empty();

    @Override
    StepResult carriedOut(Step step, DeploymentId id, long fence) {
      var before = rehearsal.remembered();
      old.map(before.deployments()::get)
          .ifPresent(
              it ->
                  List.of(Step.values())
                      .forEach(late -> rehearsal.step(late, it.id(), it.fence())));
      assertEquals(before, rehearsal.remembered(), "before " + step + " of the next deployment");
      return rehearsal.step(step, id, fence);
    }
  }

  private static boolean looksAgain(Step step, StepResult first, StepResult second) {
    return LOOKS.contains(step)
        && first.outcome() == StepOutcome.Waiting
        && second.outcome() != StepOutcome.Waiting;
  }
}
