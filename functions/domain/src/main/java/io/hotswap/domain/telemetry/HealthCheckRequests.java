package io.hotswap.domain.telemetry;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.time.Instant;

/// Wishes that every node of an environment examine a plugin's versions now; they answer by
/// [HealthReports].
public interface HealthCheckRequests {
  void ask(Environment environment, PluginId pluginId, Instant at);
}
