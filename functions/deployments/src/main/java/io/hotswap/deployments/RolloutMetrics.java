package io.hotswap.deployments;

import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.rollout.StepResult;
import io.hotswap.telemetry.FunctionMetrics;
import java.time.Duration;
import java.util.Map;

/// Counts the outcomes of deployments, once each: a repeated step changes nothing and is not
/// counted.
final class RolloutMetrics {
  private RolloutMetrics() {}

  static void count(StepResult result) {
    var deployment = result.deployment();
    if (!deployment.closed()) {
      return;
    }
    var dimensions =
        Map.of(
            "environment", deployment.environment().name(),
            "strategy", deployment.strategyName().name());
    switch (deployment.progress().status()) {
      case Completed -> {
        FunctionMetrics.count("plugins.deployed.total", dimensions);
        FunctionMetrics.duration("deployment.duration", deployment.age(), dimensions);
      }
      case RolledBack -> {
        FunctionMetrics.count("plugins.rollback.total", dimensions);
        FunctionMetrics.duration("rollback.duration", rollback(deployment), dimensions);
      }
      default -> FunctionMetrics.count("plugins.failed.total", dimensions);
    }
  }

  private static Duration rollback(Deployment deployment) {
    return deployment
        .lastRollback()
        .map(it -> Duration.between(it.at(), deployment.progress().since()))
        .orElse(Duration.ZERO);
  }
}
