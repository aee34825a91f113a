package io.hotswap.domain.deployment;

import static io.hotswap.domain.deployment.Decision.answer;

import io.hotswap.domain.deployment.Decision.Write;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.Supervision.Analysis;
import io.hotswap.domain.verdict.Answer;
import java.time.Duration;
import java.util.Optional;

/// A growing share of the tenants, each judged before the next.
final class CanarySteps {
  private CanarySteps() {}

  static Decision advance(Situation at) {
    boolean promoted = at.deployment().course().promoted();
    return switch (at.phase()) {
      case Staging -> promoted ? SwitchSteps.switched(at) : moved(at, 1);
      case Passed -> promoted ? SwitchSteps.switched(at) : moved(at, at.stage() + 1);
      case Shifting, Observing -> promoted ? SwitchSteps.switched(at) : answer(StepOutcome.Done);
      default -> Following.elsewhere(at);
    };
  }

  private static Decision moved(Situation at, int stage) {
    int percentage = settings(at).steps().get(stage - 1);
    return percentage == 100 ? SwitchSteps.switched(at) : cohort(at, stage, percentage);
  }

  private static Decision cohort(Situation at, int stage, int percentage) {
    var tenants = at.tenants();
    var cohort =
        Cohorts.holding(
            at.deployment(), tenants, percentage, at.inForce().flatMap(RoutingDocument::cohort));
    var analysis = new Analysis(Judgement.window(at, stage), baseline(at));
    var document = at.nextDocument().moving(cohort, Optional.of(analysis), at.watch());
    var whom =
        "%d of %d known tenants (%d %%)"
            .formatted(Cohorts.size(tenants.size(), percentage), tenants.size(), percentage);
    return new Write(
        at.deployment().shifted(at.written(document, stage, percentage), whom, at.now()),
        at.place(),
        Optional.of(document),
        StepOutcome.Done);
  }

  static Decision judge(Situation at) {
    return switch (at.phase()) {
      case Shifting -> Following.all(at, true, () -> observing(at));
      case Observing -> at.deployment().course().promoted() ? ready() : observed(at);
      case Passed -> ready();
      case Switching -> Following.served(at, at.deployment().version().version());
      default -> answer(StepOutcome.Broken);
    };
  }

  private static Decision ready() {
    return answer(StepOutcome.Ready);
  }

  private static Decision observing(Situation at) {
    if (at.deployment().course().promoted()) {
      return ready();
    }
    var settings = settings(at);
    var until = at.deadline().plus(settings.evaluationPeriod()).plus(settings.maxExtension());
    var detail = "Every live node serves the cohort; gathering evidence";
    return new Write(
        at.deployment().goesOn(Phase.Observing, until, detail, at.now()),
        at.place(),
        Optional.empty(),
        StepOutcome.Waiting,
        look(at, Duration.ZERO));
  }

  private static Decision observed(Situation at) {
    var settings = settings(at);
    var question =
        settings
            .question()
            .lookedAt(
                Looks.ofFewTenants(
                    at.elapsed(), settings.evaluationPeriod(), settings.maxExtension()),
                settings.callsAreIndependent());
    var judgement = Judgement.of(at, question, at.deployment().version().version(), baseline(at));
    return decided(at, settings, judgement);
  }

  private static Decision decided(Situation at, Settings.Canary settings, Judgement judgement) {
    var verdict = judgement.verdict();
    boolean periodOver = at.elapsed().compareTo(settings.evaluationPeriod()) >= 0;
    var whole = settings.evaluationPeriod().plus(settings.maxExtension());
    if (verdict.answer() == Answer.Worse && !periodOver && !judgement.worseAlready()) {
      return Decision.waiting(look(at, at.elapsed()));
    }
    if (verdict.answer() == Answer.Worse) {
      var doubt = settings.autoRollback() ? Settings.OnDoubt.Fail : Settings.OnDoubt.Pause;
      return Doubts.settled(at, judgement, doubt, "The canary is worse. " + verdict.reason());
    }
    if (verdict.answer() == Answer.NotEnough) {
      return at.elapsed().compareTo(whole) >= 0
          ? Doubts.settled(
              at, judgement, settings.onNotEnough(), "Not enough evidence. " + verdict.reason())
          : Decision.waiting(look(at, at.elapsed()));
    }
    return periodOver
        ? Following.healthy(at, at.deployment().version().version(), () -> passed(at, judgement))
        : Decision.waiting(look(at, at.elapsed()));
  }

  private static Decision passed(Situation at, Judgement judgement) {
    var verdict = judgement.verdict();
    var detail = verdict.answer() + ". " + verdict.reason();
    return new Write(
        at.deployment()
            .judged(judgement.kept(at))
            .goesOn(Phase.Passed, at.deadline(), detail, at.now()),
        at.place(),
        Optional.empty(),
        StepOutcome.Ready);
  }

  private static int look(Situation at, Duration elapsed) {
    var settings = settings(at);
    return Looks.seconds(elapsed, settings.evaluationPeriod(), settings.maxExtension());
  }

  private static Settings.Canary settings(Situation at) {
    return (Settings.Canary) at.deployment().order().settings();
  }

  private static String baseline(Situation at) {
    return at.deployment().previous().map(RoutedVersion::version).orElseThrow();
  }
}
