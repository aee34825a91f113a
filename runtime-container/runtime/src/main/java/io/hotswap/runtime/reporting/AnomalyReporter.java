package io.hotswap.runtime.reporting;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.Anomaly;
import io.hotswap.runtime.controlplane.ReliablePublisher;
import java.time.Instant;

/// Reports anomalies. One that could not be sent is replaced by the next of its kind; Unhealthy and
/// Recovered replace each other.
final class AnomalyReporter {
  private final ReporterIdentity reporter;
  private final ReliablePublisher<Key, Anomaly> reliablePublisher;

  record Key(PluginId plugin, String version, Anomaly.Kind group) {}

  AnomalyReporter(ReporterIdentity reporter, ReliablePublisher<Key, Anomaly> reliablePublisher) {
    this.reporter = reporter;
    this.reliablePublisher = reliablePublisher;
  }

  void report(PluginId plugin, String version, Anomaly.Kind kind, String detail, Instant now) {
    reliablePublisher.publish(
        new Key(plugin, version, group(kind)),
        new Anomaly(
            reporter.environment(), plugin, version, reporter.node().id(), kind, detail, now));
  }

  private static Anomaly.Kind group(Anomaly.Kind kind) {
    return switch (kind) {
      case Unhealthy, Recovered -> Anomaly.Kind.Unhealthy;
      case ErrorRate, Latency -> kind;
    };
  }
}
