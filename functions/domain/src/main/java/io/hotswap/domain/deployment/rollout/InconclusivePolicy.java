package io.hotswap.domain.deployment.rollout;

import io.hotswap.domain.deployment.Pause;
import io.hotswap.domain.deployment.rollout.StepDecision.Write;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import java.util.Optional;

/// Fails or pauses a deployment that a verdict stops.
final class InconclusivePolicy {
  private InconclusivePolicy() {}

  static StepDecision apply(
      StepContext context, StageJudgement stageJudgement, OnInconclusive policy, String why) {
    var judged = context.deployment().withVerdict(stageJudgement.stored(context));
    return switch (policy) {
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
