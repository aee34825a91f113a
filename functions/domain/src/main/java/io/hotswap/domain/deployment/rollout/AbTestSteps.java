package io.hotswap.domain.deployment.rollout;

import static io.hotswap.domain.deployment.rollout.StepDecision.answer;

import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.plan.PollSchedule;
import io.hotswap.domain.deployment.rollout.StepDecision.Write;
import io.hotswap.domain.deployment.strategy.AbTest;
import io.hotswap.domain.routing.HealthSupervision.Analysis;
import io.hotswap.domain.routing.Split;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A/B test: splits the tenants over two versions, then routes everybody to the winner.
final class AbTestSteps {
  private static final int BASIS_POINTS = 10_000;

  private AbTestSteps() {}

  static StepDecision split(StepContext context) {
    if (context.phase() != DeploymentPhase.Staging) {
      return NodeConvergence.otherPhase(context);
    }
    var settings = settings(context);
    var split =
        new Split(
            context.deployment().id().toString(),
            List.of(
                new Split.Arm("A", settings.variantA(), BASIS_POINTS - settings.percentB() * 100),
                new Split.Arm("B", settings.variantB(), BASIS_POINTS)));
    var analysis = new Analysis(StageJudgement.window(context, 1), settings.variantA());
    var document = context.nextDocument().splitting(split, analysis, context.watch());
    return new Write(
        context
            .deployment()
            .shifted(
                context.written(document, 1, settings.percentB()),
                settings.percentB() + " % of the tenants",
                context.now()),
        context.slot(),
        Optional.of(document),
        StepOutcome.Done);
  }

  static StepDecision judge(StepContext context) {
    return switch (context.phase()) {
      case Shifting -> NodeConvergence.all(context, true, () -> observing(context));
      case Observing ->
          context.deployment().course().promoted() ? promoted(context) : observed(context);
      case Passed -> answer(StepOutcome.Ready);
      case Switching -> NodeConvergence.served(context, winner(context));
      default -> answer(StepOutcome.Broken);
    };
  }

  private static StepDecision observing(StepContext context) {
    var settings = settings(context);
    var until = context.deadline().plus(settings.testDuration()).plus(settings.maxExtension());
    return new Write(
        context
            .deployment()
            .advancedTo(
                DeploymentPhase.Observing,
                until,
                "Both variants serve on every live node",
                context.now()),
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
                    context.elapsed(), settings.testDuration(), settings.maxExtension()),
                settings.callsAreIndependent());
    var stageJudgement =
        StageJudgement.of(context, question, settings.variantB(), settings.variantA());
    return decided(context, settings, stageJudgement);
  }

  private static StepDecision decided(
      StepContext context, AbTest settings, StageJudgement stageJudgement) {
    var verdict = stageJudgement.verdict();
    boolean over = context.elapsed().compareTo(settings.testDuration()) >= 0;
    return switch (verdict.answer()) {
      case Worse ->
          over || stageJudgement.isWorseEarly()
              ? won(context, stageJudgement, settings.variantA())
              : StepDecision.waiting(pollSeconds(context, context.elapsed()));
      case Better ->
          over
              ? won(context, stageJudgement, settings.variantB())
              : StepDecision.waiting(pollSeconds(context, context.elapsed()));
      case Same ->
          over
              ? won(context, stageJudgement, settings.variantA())
              : StepDecision.waiting(pollSeconds(context, context.elapsed()));
      case Inconclusive -> undecided(context, settings, stageJudgement);
    };
  }

  private static StepDecision undecided(
      StepContext context, AbTest settings, StageJudgement stageJudgement) {
    var whole = settings.testDuration().plus(settings.maxExtension());
    return context.elapsed().compareTo(whole) >= 0
        ? InconclusivePolicy.apply(
            context,
            stageJudgement,
            settings.onInconclusive(),
            "Not enough evidence. " + stageJudgement.verdict().reason())
        : StepDecision.waiting(pollSeconds(context, context.elapsed()));
  }

  private static StepDecision won(
      StepContext context, StageJudgement stageJudgement, String variant) {
    var verdict = stageJudgement.verdict();
    var judged =
        context.deployment().withVerdict(stageJudgement.stored(context)).withWinner(variant);
    return passed(
        context,
        judged,
        "%s wins: B is %s. %s".formatted(variant, verdict.answer(), verdict.reason()));
  }

  private static StepDecision promoted(StepContext context) {
    return passed(
        context,
        context.deployment().withWinner(settings(context).variantB()),
        "B was promoted by hand");
  }

  private static StepDecision passed(StepContext context, Deployment deployment, String detail) {
    return new Write(
        deployment.advancedTo(DeploymentPhase.Passed, context.deadline(), detail, context.now()),
        context.slot(),
        Optional.empty(),
        StepOutcome.Ready);
  }

  /// Routes everybody to the winner. If that is A, the change is reverted completely.
  static StepDecision promote(StepContext context) {
    if (context.phase() != DeploymentPhase.Passed) {
      return NodeConvergence.otherPhase(context);
    }
    if (winner(context).equals(settings(context).variantB())) {
      return SwitchSteps.switched(context);
    }
    var document = context.nextDocument().reverted();
    return new Write(
        context
            .deployment()
            .switched(context.written(document, 2, 0), winner(context), context.now()),
        context.slot(),
        Optional.of(document),
        StepOutcome.Done);
  }

  private static String winner(StepContext context) {
    return context.deployment().course().winner().orElseGet(() -> settings(context).variantB());
  }

  private static int pollSeconds(StepContext context, Duration elapsed) {
    var settings = settings(context);
    return PollSchedule.pollSeconds(elapsed, settings.testDuration(), settings.maxExtension());
  }

  private static AbTest settings(StepContext context) {
    return (AbTest) context.deployment().order().strategy();
  }
}
