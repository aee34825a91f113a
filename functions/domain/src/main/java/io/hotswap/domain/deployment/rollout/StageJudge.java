package io.hotswap.domain.deployment.rollout;

import static io.hotswap.domain.deployment.rollout.StepDecision.answer;

import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.EvidenceStore;
import io.hotswap.domain.deployment.JudgedStage;
import io.hotswap.domain.deployment.Pause;
import io.hotswap.domain.deployment.plan.PollSchedule;
import io.hotswap.domain.deployment.rollout.StepDecision.Write;
import io.hotswap.domain.deployment.strategy.Observation.Consequence;
import io.hotswap.domain.deployment.strategy.Observation.Judged;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.telemetry.TenantSamples;
import java.util.Optional;

/// Judges a stage by its evidence and decides what follows.
public final class StageJudge {
  private final TenantSamples samples;
  private final EvidenceStore evidence;

  public StageJudge(TenantSamples samples, EvidenceStore evidence) {
    this.samples = samples;
    this.evidence = evidence;
  }

  /// Name of a stage's analysis window, which its counts are stored under.
  static String window(StepContext context, int stage) {
    return context.deployment().id() + "/" + stage;
  }

  /// The version that the candidate is compared with.
  static String baseline(StepContext context, Judged judged) {
    return judged
        .baseline()
        .or(() -> context.deployment().previous().map(RoutedVersion::release))
        .orElseThrow();
  }

  StepDecision observed(StepContext context, Judged judged) {
    if (context.promoted()) {
      return promoted(context, judged);
    }
    var judgement = judgement(context, judged);
    return isDue(context, judged, judgement)
        ? concluded(context, judged, judgement)
        : StepDecision.waiting(
            PollSchedule.pollSeconds(context.elapsed(), judged.period(), judged.extension()));
  }

  private static StepDecision promoted(StepContext context, Judged judged) {
    return judged
        .promotes()
        .map(it -> passed(context, context.deployment().withWinner(it), "B was promoted by hand"))
        .orElseGet(() -> answer(StepOutcome.Ready));
  }

  private StageJudgement judgement(StepContext context, Judged judged) {
    var deployment = context.deployment();
    var question =
        judged
            .question()
            .withFewTenantsLooks(
                PollSchedule.fewTenantsPolls(
                    context.elapsed(), judged.period(), judged.extension()),
                judged.callsAreIndependent());
    return StageJudgement.of(
        question,
        samples.of(
            deployment.environment(), deployment.pluginId(), window(context, context.stage())),
        deployment.version().release(),
        baseline(context, judged),
        context.unassigned());
  }

  private static boolean isDue(StepContext context, Judged judged, StageJudgement judgement) {
    boolean periodOver = context.elapsed().compareTo(judged.period()) >= 0;
    return switch (judgement.verdict().answer()) {
      case Better, Same -> periodOver;
      case Worse -> periodOver || judgement.isWorseEarly();
      case Inconclusive -> context.elapsed().compareTo(judged.longest()) >= 0;
    };
  }

  private StepDecision concluded(StepContext context, Judged judged, StageJudgement judgement) {
    var verdict = judgement.verdict();
    return switch (judged.consequences().of(verdict.answer())) {
      case Consequence.Continue it ->
          NodeConvergence.healthy(
              context,
              context.deployment().version().release(),
              () ->
                  passed(
                      context,
                      withVerdict(context, judgement),
                      verdict.answer() + ". " + verdict.reason()));
      case Consequence.Decide(var version) ->
          passed(
              context,
              withVerdict(context, judgement).withWinner(version),
              "%s wins: B is %s. %s".formatted(version, verdict.answer(), verdict.reason()));
      case Consequence.Stop(var how, var why) ->
          stopped(context, withVerdict(context, judgement), how, why + " " + verdict.reason());
    };
  }

  /// Stores the evidence, so that the verdict can be computed again.
  private Deployment withVerdict(StepContext context, StageJudgement judgement) {
    var where = evidence.store(context.deployment().id(), judgement.evidence());
    return context
        .deployment()
        .withVerdict(
            new JudgedStage(
                context.stage(), context.now(), judgement.question(), judgement.verdict(), where));
  }

  private static StepDecision passed(StepContext context, Deployment judged, String detail) {
    return new Write(
        judged.advancedTo(DeploymentPhase.Passed, context.deadline(), detail, context.now()),
        context.slot(),
        Optional.empty(),
        StepOutcome.Ready);
  }

  private static StepDecision stopped(
      StepContext context, Deployment judged, OnInconclusive how, String why) {
    return switch (how) {
      case Fail ->
          new Write(
              judged.broken(why, context.now()),
              context.slot(),
              Optional.empty(),
              StepOutcome.Broken);
      case Pause ->
          new Write(
              judged.withPause(new Pause("HotSwap", why, context.now())),
              context.slot(),
              Optional.empty(),
              StepOutcome.Paused);
    };
  }
}
