package io.hotswap.domain.deployment.rollout;

import static io.hotswap.domain.deployment.rollout.StepDecision.answer;

import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.plan.CohortSelector;
import io.hotswap.domain.deployment.plan.PollSchedule;
import io.hotswap.domain.deployment.rollout.StepDecision.Write;
import io.hotswap.domain.deployment.strategy.Canary;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import io.hotswap.domain.routing.Cohort;
import io.hotswap.domain.routing.HealthSupervision.Analysis;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.verdict.Conclusion;
import java.time.Duration;
import java.util.Optional;

/// Canary: routes a growing share of the tenants to the version, each judged before the next.
final class CanarySteps {
  private CanarySteps() {}

  static StepDecision advance(StepContext context) {
    boolean promoted = context.deployment().course().promoted();
    return switch (context.phase()) {
      case Staging -> promoted ? SwitchSteps.switched(context) : moved(context, 1);
      case Passed -> promoted ? SwitchSteps.switched(context) : moved(context, context.stage() + 1);
      case Shifting, Observing ->
          promoted ? SwitchSteps.switched(context) : answer(StepOutcome.Done);
      default -> NodeConvergence.otherPhase(context);
    };
  }

  private static StepDecision moved(StepContext context, int stage) {
    int percentage = settings(context).steps().get(stage - 1);
    return percentage == 100 ? SwitchSteps.switched(context) : cohort(context, stage, percentage);
  }

  private static StepDecision cohort(StepContext context, int stage, int percentage) {
    var tenants = context.movableTenants();
    var cohort =
        CohortSelector.cohort(
            context.deployment(),
            tenants,
            percentage,
            context.currentDocument().flatMap(it -> it.shift(Cohort.class)));
    var analysis = new Analysis(StageJudgement.window(context, stage), baseline(context));
    var document = context.nextDocument().moving(cohort, Optional.of(analysis), context.watch());
    var share =
        "%d of %d known tenants (%d %%)"
            .formatted(CohortSelector.size(tenants.size(), percentage), tenants.size(), percentage);
    return new Write(
        context
            .deployment()
            .shifted(context.written(document, stage, percentage), share, context.now()),
        context.slot(),
        Optional.of(document),
        StepOutcome.Done);
  }

  static StepDecision judge(StepContext context) {
    return switch (context.phase()) {
      case Shifting -> NodeConvergence.all(context, true, () -> observing(context));
      case Observing -> context.deployment().course().promoted() ? ready() : observed(context);
      case Passed -> ready();
      case Switching -> NodeConvergence.served(context, context.deployment().version().version());
      default -> answer(StepOutcome.Broken);
    };
  }

  private static StepDecision ready() {
    return answer(StepOutcome.Ready);
  }

  private static StepDecision observing(StepContext context) {
    if (context.deployment().course().promoted()) {
      return ready();
    }
    var settings = settings(context);
    var until = context.deadline().plus(settings.evaluationPeriod()).plus(settings.maxExtension());
    var detail = "Every live node serves the cohort; gathering evidence";
    return new Write(
        context.deployment().advancedTo(DeploymentPhase.Observing, until, detail, context.now()),
        context.slot(),
        Optional.empty(),
        StepOutcome.Waiting,
        pollSeconds(context, Duration.ZERO));
  }

  private static StepDecision observed(StepContext context) {
    var settings = settings(context);
    var question =
        settings
            .question()
            .withFewTenantsLooks(
                PollSchedule.fewTenantsPolls(
                    context.elapsed(), settings.evaluationPeriod(), settings.maxExtension()),
                settings.callsAreIndependent());
    var stageJudgement =
        StageJudgement.of(
            context, question, context.deployment().version().version(), baseline(context));
    return decided(context, settings, stageJudgement);
  }

  private static StepDecision decided(
      StepContext context, Canary settings, StageJudgement stageJudgement) {
    var verdict = stageJudgement.verdict();
    boolean periodOver = context.elapsed().compareTo(settings.evaluationPeriod()) >= 0;
    var whole = settings.evaluationPeriod().plus(settings.maxExtension());
    if (verdict.answer() == Conclusion.Worse && !periodOver && !stageJudgement.isWorseEarly()) {
      return StepDecision.waiting(pollSeconds(context, context.elapsed()));
    }
    if (verdict.answer() == Conclusion.Worse) {
      var policy = settings.autoRollback() ? OnInconclusive.Fail : OnInconclusive.Pause;
      return InconclusivePolicy.apply(
          context, stageJudgement, policy, "The canary is worse. " + verdict.reason());
    }
    if (verdict.answer() == Conclusion.Inconclusive) {
      return context.elapsed().compareTo(whole) >= 0
          ? InconclusivePolicy.apply(
              context,
              stageJudgement,
              settings.onInconclusive(),
              "Not enough evidence. " + verdict.reason())
          : StepDecision.waiting(pollSeconds(context, context.elapsed()));
    }
    return periodOver
        ? NodeConvergence.healthy(
            context,
            context.deployment().version().version(),
            () -> passed(context, stageJudgement))
        : StepDecision.waiting(pollSeconds(context, context.elapsed()));
  }

  private static StepDecision passed(StepContext context, StageJudgement stageJudgement) {
    var verdict = stageJudgement.verdict();
    var detail = verdict.answer() + ". " + verdict.reason();
    return new Write(
        context
            .deployment()
            .withVerdict(stageJudgement.stored(context))
            .advancedTo(DeploymentPhase.Passed, context.deadline(), detail, context.now()),
        context.slot(),
        Optional.empty(),
        StepOutcome.Ready);
  }

  private static int pollSeconds(StepContext context, Duration elapsed) {
    var settings = settings(context);
    return PollSchedule.pollSeconds(elapsed, settings.evaluationPeriod(), settings.maxExtension());
  }

  private static Canary settings(StepContext context) {
    return (Canary) context.deployment().order().strategy();
  }

  private static String baseline(StepContext context) {
    return context.deployment().previous().map(RoutedVersion::version).orElseThrow();
  }
}
