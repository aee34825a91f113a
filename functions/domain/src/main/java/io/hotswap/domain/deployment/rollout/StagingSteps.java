package io.hotswap.domain.deployment.rollout;

import static io.hotswap.domain.deployment.rollout.StepDecision.answer;

import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.plan.ExcludedTenants;
import io.hotswap.domain.deployment.plan.PollSchedule;
import io.hotswap.domain.deployment.rollout.StepDecision.Write;
import io.hotswap.domain.deployment.strategy.AcceptanceSuites;
import io.hotswap.domain.deployment.strategy.Staging;
import io.hotswap.domain.routing.HealthSupervision;
import io.hotswap.domain.routing.PreviewToken;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The first steps of all strategies: every node gets the version ready and routes nobody to it.
public final class StagingSteps {
  private final AcceptanceSuites suites;

  public StagingSteps(AcceptanceSuites suites) {
    this.suites = suites;
  }

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

  StepDecision stage(StepContext context) {
    if (context.phase() != DeploymentPhase.Begun) {
      return answer(StepOutcome.Done);
    }
    var staging = context.strategy().staging();
    return staging.previewed()
        ? previewed(context, staging)
        : staged(context, context.deployment(), HealthSupervision.NONE);
  }

  /// The version can be called before the switch with a preview token.
  private StepDecision previewed(StepContext context, Staging staging) {
    var keys = PreviewToken.Keys.generate();
    var id = context.deployment().id().toString();
    var cases =
        staging.acceptance().cases() == 0
            ? List.<HealthSupervision.AcceptanceCase>of()
            : suites.find(staging.acceptance());
    var preview =
        new HealthSupervision.Preview(
            context.deployment().version().release(), id, keys.publicKey());
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
    var warmup = context.strategy().staging().warmup();
    return warmup.isPositive() ? warming(context, warmup) : fitting(context);
  }

  /// A tenant may have changed its configuration since the deployment was requested. From now on
  /// what it sets has to fit the staged version too.
  private static StepDecision fitting(StepContext context) {
    var request = context.deployment().request();
    var release = request.version().release();
    return ExcludedTenants.refusal(
            request.onMisfit(),
            release,
            context.currentDocument(),
            context.reads().settledMisfits(release))
        .map(it -> NodeConvergence.broken(context, it.detail()))
        .orElseGet(() -> answer(StepOutcome.Ready));
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
    var warmup = context.strategy().staging().warmup();
    var left = warmup.minus(context.elapsed());
    return left.isPositive() && !context.promoted()
        ? StepDecision.waiting(PollSchedule.idlePollSeconds(left, warmup))
        : fitting(context);
  }
}
