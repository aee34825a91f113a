package io.hotswap.runtime.following;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.runtime.loading.HealthCheck;
import io.hotswap.runtime.reconciliation.PluginReconcilers;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Answers requests for health reports, each once. Not thread-safe.
public final class HealthRequests {
  private final Map<PluginId, Instant> answered = new HashMap<>();
  private final PluginReconcilers reconcilers;
  private final HealthCheck healthCheck;

  public HealthRequests(PluginReconcilers reconcilers, HealthCheck healthCheck) {
    this.reconcilers = reconcilers;
    this.healthCheck = healthCheck;
  }

  /// @param requests when each plugin's health was asked for last
  void answer(Map<PluginId, Instant> requests) {
    requests.forEach(this::answer);
  }

  private void answer(PluginId pluginId, Instant asked) {
    var last = answered.get(pluginId);
    var reconciler = reconcilers.find(pluginId);
    if (reconciler.isPresent() && (last == null || asked.isAfter(last))) {
      answered.put(pluginId, asked);
      reconciler.get().up().forEach(healthCheck::beginReporting);
    }
  }
}
