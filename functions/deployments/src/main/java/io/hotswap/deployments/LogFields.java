package io.hotswap.deployments;

import io.hotswap.domain.deployment.Deployment;
import io.hotswap.telemetry.LogContext;
import java.util.Map;

/// Log fields of every line about a deployment.
final class LogFields {
  private LogFields() {}

  static LogContext of(Deployment deployment) {
    return LogContext.with(
        Map.of(
            "deploymentId", deployment.id().toString(),
            "pluginId", deployment.pluginId().toString(),
            "plugin", deployment.pluginName(),
            "version", deployment.version().release(),
            "environment", deployment.environment().name(),
            "strategy", deployment.strategyName().name()));
  }
}
