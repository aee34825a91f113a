package io.hotswap.persistence.stored.report;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.Anomaly;
import java.time.Instant;

/// An anomaly as it waits in the queue.
public record StoredAnomaly(
    Environment environment,
    PluginId pluginId,
    String version,
    String nodeId,
    Anomaly.Kind kind,
    String detail,
    Instant at) {
  public static StoredAnomaly of(Anomaly it) {
    return new StoredAnomaly(
        it.environment(),
        it.pluginId(),
        it.version(),
        it.nodeId(),
        it.kind(),
        it.detail(),
        it.at());
  }

  public Anomaly toDomain() {
    return new Anomaly(environment, pluginId, version, nodeId, kind, detail, at);
  }
}
