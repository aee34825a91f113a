package io.hotswap.deployments.reconciliation;

import io.hotswap.domain.deployment.admission.PluginLimit;
import io.hotswap.domain.ids.Environment;
import io.hotswap.telemetry.FunctionMetrics;
import jakarta.inject.Singleton;
import java.util.Map;

/// Measures how many more plugins each environment takes.
@Singleton
final class PluginHeadroom {
  private final PluginLimit limit;

  PluginHeadroom(PluginLimit limit) {
    this.limit = limit;
  }

  void measure() {
    for (var environment : Environment.values()) {
      FunctionMetrics.amount(
          "plugins.left", limit.left(environment), Map.of("environment", environment.name()));
    }
  }
}
