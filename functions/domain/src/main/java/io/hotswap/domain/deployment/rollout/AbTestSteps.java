package io.hotswap.domain.deployment.rollout;

import static io.hotswap.domain.deployment.rollout.StepDecision.answer;

import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.plan.PollSchedule;
import io.hotswap.domain.deployment.rollout.StepDecision.Write;
import io.hotswap.domain.deployment.strategy.StrategySettings;
import io.hotswap.domain.routing.HealthSupervision.Analysis;
import io.hotswap.domain.routing.Split;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A/B: two versions side by side, and the better one for everybody.
final class AbTestSteps {
  private static final int WHOLE = 10_000;

  private AbTestSteps() {}

  static StepDecision split(StepContext context) {
    if (context.phase() != DeploymentPhase.Staging) {
      return NodeConvergence.elsewhere(context);
    }
    var settings = settings(context);
    var split =
        new Split(
            context.deployment().id().toString(),
            List.of(
                new Split.Arm("A", settings.variantA(), WHOLE - settings.percentB() * 100),
                new Split.Arm("B", settings.variantB(), WHOLE)));
    var analysis = new Analysis(StageJudgement.window(context, 1), settings.variantA());
    var document = context.nextDocument().splitting(split, analysis, context.watch());
    return new Write(
        context
            .deployment()
            .shifted(
                context.written(document, 1, settings.percentB()),
                settings.percentB() + " % of the tenants",
                context.now()),
        context.place(),
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
            .goesOn(
                DeploymentPhase.Observing,
                until,
                "Both variants serve on every live node",
                context.now()),
        context.place(),
        Optional.empty(),
        StepOutcome.Waiting,
        look(context, Duration.ZERO));
  }

  private static StepDecision observed(StepContext context) {
    var settings = settings(context);
    var question =
        settings
            .question()
            .lookedAt(
                PollSchedule.ofFewTenants(
                    context.elapsed(), settings.testDuration(), settings.maxExtension()),
                settings.callsAreIndependent());
    var stageJudgement =
        StageJudgement.of(context, question, settings.variantB(), settings.variantA());
    return decided(context, settings, stageJudgement);
  }

  private static StepDecision decided(
      StepContext context, StrategySettings.AbTest settings, StageJudgement stageJudgement) {
    var verdict = stageJudgement.verdict();
    boolean over = context.elapsed().compareTo(settings.testDuration()) >= 0;
    return switch (verdict.answer()) {
      case Worse ->
          over || stageJudgement.worseAlready()
              ? won(context, stageJudgement, settings.variantA())
              : StepDecision.waiting(look(context, context.elapsed()));
      case Better ->
          over
              ? won(context, stageJudgement, settings.variantB())
              : StepDecision.waiting(look(context, context.elapsed()));
      case Same ->
          over
              ? won(context, stageJudgement, settings.variantA())
              : StepDecision.waiting(look(context, context.elapsed()));
      case Inconclusive -> undecided(context, settings, stageJudgement);
    };
  }

  private static StepDecision undecided(
      StepContext context, StrategySettings.AbTest settings, StageJudgement stageJudgement) {
    var whole = settings.testDuration().plus(settings.maxExtension());
    return context.elapsed().compareTo(whole) >= 0
        ? InconclusivePolicy.settled(
            context,
            stageJudgement,
            settings.onInconclusive(),
            "Not enough evidence. " + stageJudgement.verdict().reason())
        : StepDecision.waiting(look(context, context.elapsed()));
  }

  private static StepDecision won(
      StepContext context, StageJudgement stageJudgement, String variant) {
    var verdict = stageJudgement.verdict();
    var judged = context.deployment().judged(stageJudgement.kept(context)).won(variant);
    return passed(
        context,
        judged,
        "%s wins: B is %s. %s".formatted(variant, verdict.answer(), verdict.reason()));
  }

  private static StepDecision promoted(StepContext context) {
    return passed(
        context, context.deployment().won(settings(context).variantB()), "B was promoted by hand");
  }

  private static StepDecision passed(StepContext context, Deployment deployment, String detail) {
    return new Write(
        deployment.goesOn(DeploymentPhase.Passed, context.deadline(), detail, context.now()),
        context.place(),
        Optional.empty(),
        StepOutcome.Ready);
  }

  /// Everybody goes to the winner. When that is A, nothing of B stays.
  static StepDecision promote(StepContext context) {
    if (context.phase() != DeploymentPhase.Passed) {
      return NodeConvergence.elsewhere(context);
    }
    if (winner(context).equals(settings(context).variantB())) {
      return SwitchSteps.switched(context);
    }
    var document = context.nextDocument().reverted();
    return new Write(
        context
            .deployment()
            .switched(context.written(document, 2, 0), winner(context), context.now()),
        context.place(),
        Optional.of(document),
        StepOutcome.Done);
  }

  private static String winner(StepContext context) {
    return context.deployment().course().winner().orElseGet(() -> settings(context).variantB());
  }

  private static int look(StepContext context, Duration elapsed) {
    var settings = settings(context);
    return PollSchedule.seconds(elapsed, settings.testDuration(), settings.maxExtension());
  }

  private static StrategySettings.AbTest settings(StepContext context) {
    return (StrategySettings.AbTest) context.deployment().order().settings();
  }
}
