package io.hotswap.runtime.reporting;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.Anomaly;
import io.hotswap.runtime.controlplane.ReliablePublisher;
import java.time.Instant;

/// Tells suspicions. One that did not get through gives way to the next of its kind; Recovered, to
/// Unhealthy and the other way round.
final class AnomalyReporter {
  private final ReporterIdentity reporter;
  private final ReliablePublisher<Key, Anomaly> reliablePublisher;

  record Key(PluginId plugin, String version, Anomaly.Kind about) {}

  AnomalyReporter(ReporterIdentity reporter, ReliablePublisher<Key, Anomaly> reliablePublisher) {
    this.reporter = reporter;
    this.reliablePublisher = reliablePublisher;
  }

  void tell(PluginId plugin, String version, Anomaly.Kind kind, String detail, Instant now) {
    reliablePublisher.say(
        new Key(plugin, version, about(kind)),
        new Anomaly(
            reporter.environment(), plugin, version, reporter.node().id(), kind, detail, now));
  }

  private static Anomaly.Kind about(Anomaly.Kind kind) {
    return switch (kind) {
      case Unhealthy, Recovered -> Anomaly.Kind.Unhealthy;
      case ErrorRate, Latency -> kind;
    };
  }
}
