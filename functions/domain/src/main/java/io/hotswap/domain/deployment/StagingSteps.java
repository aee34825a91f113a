package io.hotswap.domain.deployment;

import static io.hotswap.domain.deployment.Decision.answer;

import io.hotswap.domain.deployment.Decision.Write;
import io.hotswap.domain.routing.PreviewToken;
import io.hotswap.domain.routing.Supervision;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What all strategies begin with: every node has the version ready, and routes nobody to it.
final class StagingSteps {
  private StagingSteps() {}

  static Decision begin(Situation at) {
    return switch (at.phase()) {
      case Admitted ->
          new Write(
              at.deployment().begun(at.now()), at.place(), Optional.empty(), StepOutcome.Done);
      default -> answer(StepOutcome.Done);
    };
  }

  static Decision stage(Situation at) {
    if (at.phase() != Phase.Begun) {
      return answer(StepOutcome.Done);
    }
    return switch (at.deployment().order().settings()) {
      case Settings.BlueGreen blueGreen -> stageGreen(at, blueGreen);
      default -> staged(at, at.deployment(), Supervision.NONE);
    };
  }

  /// Green can be called before the switch, by whoever has a token signed for it.
  private static Decision stageGreen(Situation at, Settings.BlueGreen settings) {
    var keys = PreviewToken.Keys.generate();
    var id = at.deployment().id().toString();
    var cases =
        settings.acceptance().cases() == 0
            ? List.<Supervision.AcceptanceCase>of()
            : at.around().acceptance().find(settings.acceptance());
    var preview =
        new Supervision.Preview(at.deployment().version().version(), id, keys.publicKey());
    return staged(
        at,
        at.deployment().previews(keys.privateKey()),
        Supervision.NONE.previewing(Optional.of(preview)).accepting(cases));
  }

  private static Decision staged(Situation at, Deployment deployment, Supervision supervision) {
    var next = at.nextDocument();
    var document =
        next.staging(
            it -> it.previewing(supervision.preview()).accepting(supervision.acceptance()));
    return new Write(
        deployment.staged(next.serving(), at.written(document, 0, 0), at.now()),
        at.place(),
        Optional.of(document),
        StepOutcome.Done);
  }

  static Decision checkStaged(Situation at) {
    return switch (at.phase()) {
      case Staging -> Following.all(at, false, () -> ready(at));
      case Warming -> Following.all(at, false, () -> warmed(at));
      case Shifting, Observing, Passed, Switching -> answer(StepOutcome.Ready);
      default -> answer(StepOutcome.Broken);
    };
  }

  private static Decision ready(Situation at) {
    return at.deployment().order().settings() instanceof Settings.BlueGreen settings
            && settings.warmupPeriod().isPositive()
        ? warming(at, settings.warmupPeriod())
        : answer(StepOutcome.Ready);
  }

  private static Decision warming(Situation at, Duration warmup) {
    var detail = "Green is ready beside blue on every live node; warming up for " + warmup;
    return new Write(
        at.deployment().goesOn(Phase.Warming, at.deadline().plus(warmup), detail, at.now()),
        at.place(),
        Optional.empty(),
        StepOutcome.Waiting,
        Looks.waiting(warmup, warmup));
  }

  private static Decision warmed(Situation at) {
    var settings = (Settings.BlueGreen) at.deployment().order().settings();
    var left = settings.warmupPeriod().minus(at.elapsed());
    return left.isPositive() && !at.deployment().course().promoted()
        ? Decision.waiting(Looks.waiting(left, settings.warmupPeriod()))
        : answer(StepOutcome.Ready);
  }
}
