package io.hotswap.domain.deployment.rollout;

import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentPhase;
import java.time.Instant;

/// Deadline of a phase that is started again.
public final class PhaseDeadlines {
  private PhaseDeadlines() {}

  public static Instant of(Deployment deployment, RolloutTimeouts timeouts, Instant now) {
    var strategy = deployment.request().strategy();
    var progress = deployment.progress();
    var observation =
        progress.phase() == DeploymentPhase.Observing
            ? strategy.observed(progress.stage()).observation().longest()
            : strategy.staging().warmup();
    return now.plus(timeouts.stage()).plus(observation);
  }
}
