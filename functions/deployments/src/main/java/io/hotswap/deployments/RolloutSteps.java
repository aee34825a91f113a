package io.hotswap.deployments;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.Rollback;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.rollout.StepOutcome;
import io.hotswap.domain.deployment.rollout.StepResult;
import io.hotswap.domain.deployment.rollout.StepRunner;
import io.hotswap.domain.deployment.strategy.StrategyName;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.telemetry.Telemetry;
import io.hotswap.telemetry.Traceparent;
import io.opentelemetry.api.trace.Span;
import jakarta.inject.Singleton;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs one step with its span, log line and metrics. Its changes are traced under the deployment,
/// or under the rollback that caused them.
@Singleton
final class RolloutSteps {
  private static final Logger LOG = LoggerFactory.getLogger(RolloutSteps.class);

  private final StepRunner stepRunner;
  private final Telemetry telemetry;

  RolloutSteps(StepRunner stepRunner, Telemetry telemetry) {
    this.stepRunner = stepRunner;
    this.telemetry = telemetry;
  }

  /// @param step name of the calling state
  record Request(String step, DeploymentId deploymentId, long fence) {}

  /// @param waitSeconds for the machine's next Wait
  record Answer(StepOutcome outcome, StrategyName strategy, int waitSeconds) {}

  Answer run(Request request, String requestId) {
    var rolloutStep =
        RolloutStep.named(request.step())
            .orElseThrow(() -> new IllegalArgumentException("No step " + request.step()));
    var deployment = stepRunner.deployment(request.deploymentId());
    try (var logged = LogFields.of(deployment)) {
      var result =
          telemetry.inSpan(
              "deployment.execute",
              parent(rolloutStep, deployment),
              attributes(rolloutStep, deployment),
              () -> execute(rolloutStep, deployment, request.fence(), requestId));
      if (result.changed()) {
        RolloutMetrics.count(result);
      }
      return new Answer(result.outcome(), deployment.strategyName(), result.waitSeconds());
    }
  }

  private StepResult execute(
      RolloutStep rolloutStep, Deployment deployment, long fence, String requestId) {
    var origin = Origin.system("rollout", requestId, Traceparent.current());
    var result = stepRunner.run(rolloutStep, deployment, fence, origin);
    var progress = result.deployment().progress();
    Span.current()
        .setAttribute("outcome", result.outcome().name())
        .setAttribute("generation", progress.generation());
    LOG.info("{}: {} in phase {}", rolloutStep, result.outcome(), progress.phase());
    return result;
  }

  private static String parent(RolloutStep rolloutStep, Deployment deployment) {
    return switch (rolloutStep) {
      case RevertRouting, CheckReverted, CompleteRollback, FailRollback ->
          deployment.lastRollback().map(Rollback::traceparent).orElseGet(deployment::traceparent);
      default -> deployment.traceparent();
    };
  }

  private static Map<String, String> attributes(RolloutStep rolloutStep, Deployment deployment) {
    return Map.of(
        "step", rolloutStep.name(),
        "deployment.id", deployment.id().toString(),
        "plugin.name", deployment.pluginName(),
        "plugin.version", deployment.version().version(),
        "environment", deployment.environment().name(),
        "strategy", deployment.strategyName().name());
  }
}
