package io.hotswap.persistence.stored.report;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.HealthReport;
import java.time.Instant;

/// A node's latest health check of a version.
public record StoredHealthReport(
    Environment environment,
    PluginId pluginId,
    String version,
    String nodeId,
    String incarnation,
    int failures,
    String reason,
    Instant at)
    implements StoredReport {
  public static StoredHealthReport of(HealthReport it) {
    return new StoredHealthReport(
        it.environment(),
        it.pluginId(),
        it.version(),
        it.nodeId(),
        it.incarnation(),
        it.failures(),
        it.reason(),
        it.at());
  }

  public HealthReport toDomain() {
    return new HealthReport(
        environment, pluginId, version, nodeId, incarnation, failures, reason, at);
  }
}
