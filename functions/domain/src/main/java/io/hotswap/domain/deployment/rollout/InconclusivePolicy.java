package io.hotswap.domain.deployment.rollout;

import io.hotswap.domain.deployment.Pause;
import io.hotswap.domain.deployment.rollout.StepDecision.Write;
import io.hotswap.domain.deployment.strategy.StrategySettings;
import java.util.Optional;

/// What becomes of a deployment that a verdict stops.
final class InconclusivePolicy {
  private InconclusivePolicy() {}

  static StepDecision settled(
      StepContext context,
      StageJudgement stageJudgement,
      StrategySettings.OnInconclusive doubt,
      String why) {
    var judged = context.deployment().judged(stageJudgement.kept(context));
    return switch (doubt) {
      case Fail ->
          new Write(
              judged.broken(why, context.now()),
              context.place(),
              Optional.empty(),
              StepOutcome.Broken);
      case Pause ->
          new Write(
              judged.stands(new Pause("HotSwap", why, context.now())),
              context.place(),
              Optional.empty(),
              StepOutcome.Paused);
    };
  }
}
