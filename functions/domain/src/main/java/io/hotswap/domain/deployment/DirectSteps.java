package io.hotswap.domain.deployment;

import static io.hotswap.domain.deployment.Decision.answer;

import io.hotswap.domain.deployment.Decision.Write;
import java.util.Optional;

/// Everybody at once: stage, switch, complete.
final class DirectSteps {
  private DirectSteps() {}

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
    var next = at.nextDocument();
    var document = next.staging();
    return new Write(
        at.deployment().staged(next.serving(), document.generation(), at.deadline(), at.now()),
        at.place(),
        Optional.of(document),
        StepOutcome.Done);
  }

  static Decision checkStaged(Situation at) {
    return switch (at.phase()) {
      case Staging -> check(at, false);
      case Switching -> answer(StepOutcome.Ready);
      default -> answer(StepOutcome.Broken);
    };
  }

  static Decision switchTraffic(Situation at) {
    if (at.phase() != Phase.Staging) {
      return answer(StepOutcome.Done);
    }
    var document = at.nextDocument().switched();
    return new Write(
        at.deployment().switched(document.generation(), at.deadline(), at.now()),
        at.place().changedBy(Optional.of(at.deployment().id())),
        Optional.of(document),
        StepOutcome.Done);
  }

  static Decision checkSwitched(Situation at) {
    return at.phase() == Phase.Switching ? check(at, true) : answer(StepOutcome.Broken);
  }

  static Decision complete(Situation at) {
    return at.phase() == Phase.Switching
        ? new Write(
            at.deployment().completed(at.now()),
            at.place().released(),
            Optional.empty(),
            StepOutcome.Succeeded)
        : answer(StepOutcome.Broken);
  }

  private static Decision check(Situation at, boolean serving) {
    var version = Optional.of(at.deployment().version().version());
    return switch (at.ask(new NodeCheck(at.generation(), version, serving))) {
      case NodeCheck.Answer.Followed() -> answer(StepOutcome.Ready);
      case NodeCheck.Answer.Refused(String node, String problem) ->
          broken(at, node + ": " + problem);
      case NodeCheck.Answer.NoNodes() ->
          broken(at, "No live node in " + at.deployment().environment());
      case NodeCheck.Answer.Behind(var nodes) ->
          at.late()
              ? broken(
                  at,
                  "Not in time (%d s): %s"
                      .formatted(at.times().stage().toSeconds(), String.join(", ", nodes)))
              : answer(StepOutcome.Waiting);
    };
  }

  private static Decision broken(Situation at, String why) {
    return new Write(
        at.deployment().broken(why, at.now()), at.place(), Optional.empty(), StepOutcome.Broken);
  }
}
