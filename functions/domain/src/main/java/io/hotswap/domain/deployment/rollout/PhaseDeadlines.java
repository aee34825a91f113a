package io.hotswap.domain.deployment.rollout;

import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.strategy.AbTest;
import io.hotswap.domain.deployment.strategy.BlueGreen;
import io.hotswap.domain.deployment.strategy.Canary;
import io.hotswap.domain.deployment.strategy.Direct;
import io.hotswap.domain.deployment.strategy.Rolling;
import java.time.Instant;

/// Deadline of a phase that is started again, by strategy.
public final class PhaseDeadlines {
  private PhaseDeadlines() {}

  public static Instant of(Deployment deployment, RolloutTimeouts timeouts, Instant now) {
    var follow = now.plus(timeouts.stage());
    if (deployment.progress().phase() != DeploymentPhase.Observing) {
      return switch (deployment.order().strategy()) {
        case BlueGreen it -> follow.plus(it.warmupPeriod());
        default -> follow;
      };
    }
    return switch (deployment.order().strategy()) {
      case Direct it -> follow;
      case Canary it -> follow.plus(it.evaluationPeriod()).plus(it.maxExtension());
      case BlueGreen it -> follow.plus(it.switchoverPeriod());
      case Rolling it -> follow.plus(it.waitBetweenBatches());
      case AbTest it -> follow.plus(it.testDuration()).plus(it.maxExtension());
    };
  }
}
