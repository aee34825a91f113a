package io.hotswap.domain.deployment.rollout;

import static io.hotswap.domain.deployment.rollout.StepDecision.answer;

import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.plan.PollSchedule;
import io.hotswap.domain.deployment.rollout.StepDecision.Write;
import io.hotswap.domain.deployment.strategy.BlueGreen;
import io.hotswap.domain.routing.HealthSupervision;
import io.hotswap.domain.routing.PreviewToken;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The first steps of all strategies: every node gets the version ready and routes nobody to it.
final class StagingSteps {
  private StagingSteps() {}

  static StepDecision begin(StepContext context) {
    return switch (context.phase()) {
      case Admitted ->
          new Write(
              context.deployment().begun(context.now()),
              context.slot(),
              Optional.empty(),
              StepOutcome.Done);
      default -> answer(StepOutcome.Done);
    };
  }

  static StepDecision stage(StepContext context) {
    if (context.phase() != DeploymentPhase.Begun) {
      return answer(StepOutcome.Done);
    }
    return switch (context.deployment().order().strategy()) {
      case BlueGreen blueGreen -> stageGreen(context, blueGreen);
      default -> staged(context, context.deployment(), HealthSupervision.NONE);
    };
  }

  /// Green can be called before the switch with a preview token.
  private static StepDecision stageGreen(StepContext context, BlueGreen settings) {
    var keys = PreviewToken.Keys.generate();
    var id = context.deployment().id().toString();
    var cases =
        settings.acceptance().cases() == 0
            ? List.<HealthSupervision.AcceptanceCase>of()
            : context.ports().acceptance().find(settings.acceptance());
    var preview =
        new HealthSupervision.Preview(
            context.deployment().version().version(), id, keys.publicKey());
    return staged(
        context,
        context.deployment().withPreviewKey(keys.privateKey()),
        HealthSupervision.NONE.previewing(Optional.of(preview)).accepting(cases));
  }

  private static StepDecision staged(
      StepContext context, Deployment deployment, HealthSupervision healthSupervision) {
    var next = context.nextDocument();
    var document =
        next.staging(
            it ->
                it.previewing(healthSupervision.preview())
                    .accepting(healthSupervision.acceptance()));
    return new Write(
        deployment.staged(next.serving(), context.written(document, 0, 0), context.now()),
        context.slot(),
        Optional.of(document),
        StepOutcome.Done);
  }

  static StepDecision checkStaged(StepContext context) {
    return switch (context.phase()) {
      case Staging -> NodeConvergence.all(context, false, () -> ready(context));
      case Warming -> NodeConvergence.all(context, false, () -> warmed(context));
      case Shifting, Observing, Passed, Switching -> answer(StepOutcome.Ready);
      default -> answer(StepOutcome.Broken);
    };
  }

  private static StepDecision ready(StepContext context) {
    return context.deployment().order().strategy() instanceof BlueGreen settings
            && settings.warmupPeriod().isPositive()
        ? warming(context, settings.warmupPeriod())
        : answer(StepOutcome.Ready);
  }

  private static StepDecision warming(StepContext context, Duration warmup) {
    var detail = "Green is ready beside blue on every live node; warming up for " + warmup;
    return new Write(
        context
            .deployment()
            .advancedTo(
                DeploymentPhase.Warming, context.deadline().plus(warmup), detail, context.now()),
        context.slot(),
        Optional.empty(),
        StepOutcome.Waiting,
        PollSchedule.idlePollSeconds(warmup, warmup));
  }

  private static StepDecision warmed(StepContext context) {
    var settings = (BlueGreen) context.deployment().order().strategy();
    var left = settings.warmupPeriod().minus(context.elapsed());
    return left.isPositive() && !context.deployment().course().promoted()
        ? StepDecision.waiting(PollSchedule.idlePollSeconds(left, settings.warmupPeriod()))
        : answer(StepOutcome.Ready);
  }
}
