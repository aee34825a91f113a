package io.hotswap.domain.deployment;

import static io.hotswap.domain.deployment.Decision.answer;

import io.hotswap.domain.deployment.Decision.Write;
import io.hotswap.domain.routing.Split;
import io.hotswap.domain.routing.Supervision.Analysis;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A/B: two versions side by side, and the better one for everybody.
final class VariantSteps {
  private static final int WHOLE = 10_000;

  private VariantSteps() {}

  static Decision split(Situation at) {
    if (at.phase() != Phase.Staging) {
      return Following.elsewhere(at);
    }
    var settings = settings(at);
    var split =
        new Split(
            at.deployment().id().toString(),
            List.of(
                new Split.Arm("A", settings.variantA(), WHOLE - settings.percentB() * 100),
                new Split.Arm("B", settings.variantB(), WHOLE)));
    var analysis = new Analysis(Judgement.window(at, 1), settings.variantA());
    var document = at.nextDocument().splitting(split, analysis, at.watch());
    return new Write(
        at.deployment()
            .shifted(
                at.written(document, 1, settings.percentB()),
                settings.percentB() + " % of the tenants",
                at.now()),
        at.place(),
        Optional.of(document),
        StepOutcome.Done);
  }

  static Decision judge(Situation at) {
    return switch (at.phase()) {
      case Shifting -> Following.all(at, true, () -> observing(at));
      case Observing -> at.deployment().course().promoted() ? promoted(at) : observed(at);
      case Passed -> answer(StepOutcome.Ready);
      case Switching -> Following.served(at, winner(at));
      default -> answer(StepOutcome.Broken);
    };
  }

  private static Decision observing(Situation at) {
    var settings = settings(at);
    var until = at.deadline().plus(settings.testDuration()).plus(settings.maxExtension());
    return new Write(
        at.deployment()
            .goesOn(Phase.Observing, until, "Both variants serve on every live node", at.now()),
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
                Looks.ofFewTenants(at.elapsed(), settings.testDuration(), settings.maxExtension()),
                settings.callsAreIndependent());
    var judgement = Judgement.of(at, question, settings.variantB(), settings.variantA());
    return decided(at, settings, judgement);
  }

  private static Decision decided(Situation at, Settings.AbTest settings, Judgement judgement) {
    var verdict = judgement.verdict();
    boolean over = at.elapsed().compareTo(settings.testDuration()) >= 0;
    return switch (verdict.answer()) {
      case Worse ->
          over || judgement.worseAlready()
              ? won(at, judgement, settings.variantA())
              : Decision.waiting(look(at, at.elapsed()));
      case Better ->
          over ? won(at, judgement, settings.variantB()) : Decision.waiting(look(at, at.elapsed()));
      case Same ->
          over ? won(at, judgement, settings.variantA()) : Decision.waiting(look(at, at.elapsed()));
      case NotEnough -> undecided(at, settings, judgement);
    };
  }

  private static Decision undecided(Situation at, Settings.AbTest settings, Judgement judgement) {
    var whole = settings.testDuration().plus(settings.maxExtension());
    return at.elapsed().compareTo(whole) >= 0
        ? Doubts.settled(
            at,
            judgement,
            settings.onNotEnough(),
            "Not enough evidence. " + judgement.verdict().reason())
        : Decision.waiting(look(at, at.elapsed()));
  }

  private static Decision won(Situation at, Judgement judgement, String variant) {
    var verdict = judgement.verdict();
    var judged = at.deployment().judged(judgement.kept(at)).won(variant);
    return passed(
        at, judged, "%s wins: B is %s. %s".formatted(variant, verdict.answer(), verdict.reason()));
  }

  private static Decision promoted(Situation at) {
    return passed(at, at.deployment().won(settings(at).variantB()), "B was promoted by hand");
  }

  private static Decision passed(Situation at, Deployment deployment, String detail) {
    return new Write(
        deployment.goesOn(Phase.Passed, at.deadline(), detail, at.now()),
        at.place(),
        Optional.empty(),
        StepOutcome.Ready);
  }

  /// Everybody goes to the winner. When that is A, nothing of B stays.
  static Decision promote(Situation at) {
    if (at.phase() != Phase.Passed) {
      return Following.elsewhere(at);
    }
    if (winner(at).equals(settings(at).variantB())) {
      return SwitchSteps.switched(at);
    }
    var document = at.nextDocument().reverted();
    return new Write(
        at.deployment().switched(at.written(document, 2, 0), winner(at), at.now()),
        at.place(),
        Optional.of(document),
        StepOutcome.Done);
  }

  private static String winner(Situation at) {
    return at.deployment().course().winner().orElseGet(() -> settings(at).variantB());
  }

  private static int look(Situation at, Duration elapsed) {
    var settings = settings(at);
    return Looks.seconds(elapsed, settings.testDuration(), settings.maxExtension());
  }

  private static Settings.AbTest settings(Situation at) {
    return (Settings.AbTest) at.deployment().order().settings();
  }
}
