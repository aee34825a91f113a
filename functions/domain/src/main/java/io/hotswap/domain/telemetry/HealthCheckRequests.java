package io.hotswap.domain.telemetry;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.time.Instant;

/// Requests to all nodes of an environment to check a plugin's versions now; the results arrive as
/// [HealthReports].
public interface HealthCheckRequests {
  void request(Environment environment, PluginId pluginId, Instant at);
}
