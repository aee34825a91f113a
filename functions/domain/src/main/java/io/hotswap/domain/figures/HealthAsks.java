package io.hotswap.domain.figures;

import io.hotswap.domain.deployment.Environment;
import io.hotswap.domain.plugin.PluginId;
import java.time.Instant;

/// Wishes that every node of an environment examine a plugin's versions now; they answer by
/// [HealthReports].
public interface HealthAsks {
  void ask(Environment environment, PluginId pluginId, Instant at);
}
