package io.hotswap.domain.deployment.rollout;

import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.strategy.StrategySettings;
import java.time.Instant;

/// Deadline of a phase that is started again, by strategy.
public final class PhaseDeadlines {
  private PhaseDeadlines() {}

  public static Instant of(Deployment deployment, RolloutTimeouts timeouts, Instant now) {
    var follow = now.plus(timeouts.stage());
    if (deployment.progress().phase() != DeploymentPhase.Observing) {
      return switch (deployment.order().settings()) {
        case StrategySettings.BlueGreen it -> follow.plus(it.warmupPeriod());
        default -> follow;
      };
    }
    return switch (deployment.order().settings()) {
      case StrategySettings.Direct it -> follow;
      case StrategySettings.Canary it -> follow.plus(it.evaluationPeriod()).plus(it.maxExtension());
      case StrategySettings.BlueGreen it -> follow.plus(it.switchoverPeriod());
      case StrategySettings.Rolling it -> follow.plus(it.waitBetweenBatches());
      case StrategySettings.AbTest it -> follow.plus(it.testDuration()).plus(it.maxExtension());
    };
  }
}
