package io.hotswap.domain.deployment.rollout;

import static io.hotswap.domain.deployment.rollout.StepDecision.answer;

import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.plan.CohortSelector;
import io.hotswap.domain.deployment.plan.PollSchedule;
import io.hotswap.domain.deployment.rollout.StepDecision.Write;
import io.hotswap.domain.deployment.strategy.BlueGreen;
import io.hotswap.domain.deployment.strategy.Switchover;
import io.hotswap.domain.routing.Cohort;
import java.time.Duration;
import java.util.Optional;

/// Direct and blue-green: routes everybody at once, or one tenth of the tenants after the other.
final class SwitchSteps {
  private static final int TENTHS = 10;

  private SwitchSteps() {}

  static StepDecision switchTraffic(StepContext context) {
    return switch (context.phase()) {
      case Staging, Warming ->
          linearPause(context).isPresent() ? tenth(context, 1) : switched(context);
      case Observing ->
          linearPause(context).isPresent() && context.stage() + 1 < TENTHS
              ? tenth(context, context.stage() + 1)
              : switched(context);
      default -> NodeConvergence.otherPhase(context);
    };
  }

  static StepDecision checkSwitched(StepContext context) {
    return switch (context.phase()) {
      case Shifting -> NodeConvergence.all(context, true, () -> observing(context));
      case Observing -> NodeConvergence.all(context, true, () -> observed(context));
      case Switching -> NodeConvergence.served(context, context.deployment().version().version());
      default -> answer(StepOutcome.Broken);
    };
  }

  /// Routes everybody to the version. The previous version stays loaded unless
  /// `keepPreviousEnvironment` is false.
  static StepDecision switched(StepContext context) {
    boolean keeps =
        !(context.deployment().order().strategy() instanceof BlueGreen it)
            || it.keepPreviousEnvironment();
    var document = context.nextDocument().switched(keeps, context.watch());
    var written = context.written(document, context.stage() + 1, 100);
    return new Write(
        context
            .deployment()
            .switched(written, context.deployment().version().version(), context.now()),
        context.slot().withLastChange(Optional.of(context.deployment().id())),
        Optional.of(document),
        StepOutcome.Done);
  }

  private static StepDecision tenth(StepContext context, int tenth) {
    var cohort =
        CohortSelector.cohort(
            context.deployment(),
            context.movableTenants(),
            tenth * TENTHS,
            context.currentDocument().flatMap(it -> it.shift(Cohort.class)));
    var document = context.nextDocument().moving(cohort, Optional.empty(), context.watch());
    return new Write(
        context
            .deployment()
            .shifted(
                context.written(document, tenth, tenth * TENTHS),
                tenth * TENTHS + " %",
                context.now()),
        context.slot(),
        Optional.of(document),
        StepOutcome.Done);
  }

  private static StepDecision observing(StepContext context) {
    var pause = linearPause(context).orElse(Duration.ZERO);
    return new Write(
        context
            .deployment()
            .advancedTo(
                DeploymentPhase.Observing,
                context.deadline().plus(pause),
                "Every live node serves it to %d %% of the tenants"
                    .formatted(context.deployment().progress().percentage()),
                context.now()),
        context.slot(),
        Optional.empty(),
        StepOutcome.Waiting,
        PollSchedule.idlePollSeconds(pause, pause));
  }

  private static StepDecision observed(StepContext context) {
    var pause = linearPause(context).orElse(Duration.ZERO);
    var left = pause.minus(context.elapsed());
    return left.isPositive() && !context.deployment().course().promoted()
        ? StepDecision.waiting(PollSchedule.idlePollSeconds(left, pause))
        : answer(StepOutcome.Ready);
  }

  /// Pause after each tenth of a linear switch; empty for an instant switch.
  private static Optional<Duration> linearPause(StepContext context) {
    return context.deployment().order().strategy() instanceof BlueGreen it
            && it.switchoverType() == Switchover.Linear
            && !context.deployment().course().promoted()
        ? Optional.of(it.switchoverPeriod().dividedBy(TENTHS))
        : Optional.empty();
  }
}
