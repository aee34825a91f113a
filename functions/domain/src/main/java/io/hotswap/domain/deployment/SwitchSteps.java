package io.hotswap.domain.deployment;

import static io.hotswap.domain.deployment.Decision.answer;

import io.hotswap.domain.deployment.Decision.Write;
import java.time.Duration;
import java.util.Optional;

/// Direct and blue-green: everybody at once, or a tenth of the tenants after the other.
final class SwitchSteps {
  private static final int TENTHS = 10;

  private SwitchSteps() {}

  static Decision switchTraffic(Situation at) {
    return switch (at.phase()) {
      case Staging, Warming -> linear(at).isPresent() ? tenth(at, 1) : switched(at);
      case Observing ->
          linear(at).isPresent() && at.stage() + 1 < TENTHS
              ? tenth(at, at.stage() + 1)
              : switched(at);
      default -> Following.elsewhere(at);
    };
  }

  static Decision checkSwitched(Situation at) {
    return switch (at.phase()) {
      case Shifting -> Following.all(at, true, () -> observing(at));
      case Observing -> Following.all(at, true, () -> observed(at));
      case Switching -> Following.served(at, at.deployment().version().version());
      default -> answer(StepOutcome.Broken);
    };
  }

  /// Everybody goes to the version; what served before stays warm, unless told otherwise.
  static Decision switched(Situation at) {
    boolean keeps =
        !(at.deployment().order().settings() instanceof Settings.BlueGreen it)
            || it.keepPreviousEnvironment();
    var document = at.nextDocument().switched(keeps, at.watch());
    var written = at.written(document, at.stage() + 1, 100);
    return new Write(
        at.deployment().switched(written, at.deployment().version().version(), at.now()),
        at.place().changedBy(Optional.of(at.deployment().id())),
        Optional.of(document),
        StepOutcome.Done);
  }

  private static Decision tenth(Situation at, int tenth) {
    var cohort =
        Cohorts.holding(
            at.deployment(), at.tenants(), tenth * TENTHS, at.inForce().flatMap(it -> it.cohort()));
    var document = at.nextDocument().moving(cohort, Optional.empty(), at.watch());
    return new Write(
        at.deployment()
            .shifted(at.written(document, tenth, tenth * TENTHS), tenth * TENTHS + " %", at.now()),
        at.place(),
        Optional.of(document),
        StepOutcome.Done);
  }

  private static Decision observing(Situation at) {
    var pause = linear(at).orElse(Duration.ZERO);
    return new Write(
        at.deployment()
            .goesOn(
                Phase.Observing,
                at.deadline().plus(pause),
                "Every live node serves it to %d %% of the tenants"
                    .formatted(at.deployment().progress().percentage()),
                at.now()),
        at.place(),
        Optional.empty(),
        StepOutcome.Waiting,
        Looks.waiting(pause, pause));
  }

  private static Decision observed(Situation at) {
    var pause = linear(at).orElse(Duration.ZERO);
    var left = pause.minus(at.elapsed());
    return left.isPositive() && !at.deployment().course().promoted()
        ? Decision.waiting(Looks.waiting(left, pause))
        : answer(StepOutcome.Ready);
  }

  /// How long a tenth is left alone, in a linear switch.
  private static Optional<Duration> linear(Situation at) {
    return at.deployment().order().settings() instanceof Settings.BlueGreen it
            && it.switchoverType() == Settings.Switchover.Linear
            && !at.deployment().course().promoted()
        ? Optional.of(it.switchoverPeriod().dividedBy(TENTHS))
        : Optional.empty();
  }
}
