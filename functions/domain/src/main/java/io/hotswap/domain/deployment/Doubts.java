package io.hotswap.domain.deployment;

import io.hotswap.domain.deployment.Decision.Write;
import java.util.Optional;

/// What becomes of a deployment that a verdict stops.
final class Doubts {
  private Doubts() {}

  static Decision settled(Situation at, Judgement judgement, Settings.OnDoubt doubt, String why) {
    var judged = at.deployment().judged(judgement.kept(at));
    return switch (doubt) {
      case Fail ->
          new Write(judged.broken(why, at.now()), at.place(), Optional.empty(), StepOutcome.Broken);
      case Pause ->
          new Write(
              judged.stands(new Pause("HotSwap", why, at.now())),
              at.place(),
              Optional.empty(),
              StepOutcome.Paused);
    };
  }
}
