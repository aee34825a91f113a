package io.hotswap.deployments;

import io.hotswap.domain.deployment.Deployment;
import io.hotswap.telemetry.LogContext;
import io.hotswap.telemetry.Telemetry;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.function.Supplier;

/// Spans and log fields of deployments.
@Singleton
final class Traces {
  private final Telemetry telemetry;

  Traces(Telemetry telemetry) {
    this.telemetry = telemetry;
  }

  <T> T span(String name, String parent, Map<String, String> attributes, Supplier<T> work) {
    try {
      return telemetry.inSpan(name, parent, attributes, work::get);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("A Supplier threw a checked exception", e);
    }
  }

  static LogContext logged(Deployment deployment) {
    return LogContext.with(
        Map.of(
            "deploymentId", deployment.id().toString(),
            "pluginId", deployment.pluginId().toString(),
            "plugin", deployment.pluginName(),
            "version", deployment.version().version(),
            "environment", deployment.environment().name(),
            "strategy", deployment.strategy().name()));
  }
}
