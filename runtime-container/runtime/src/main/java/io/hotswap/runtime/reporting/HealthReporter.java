package io.hotswap.runtime.reporting;

import io.hotswap.domain.health.RollbackTriggers;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.Anomaly;
import io.hotswap.domain.telemetry.HealthReport;
import io.hotswap.runtime.controlplane.ReliablePublisher;
import io.hotswap.runtime.loading.HealthFinding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Reports versions' health: after loading, on request, at every failure, on recovery, and
/// otherwise once a day, because the control plane's records expire.
final class HealthReporter implements Consumer<HealthFinding> {
  private static final Duration REFRESH = Duration.ofDays(1);

  private final Map<Key, Instant> reportedAt = new ConcurrentHashMap<>();
  private final ReporterIdentity reporter;
  private final ReliablePublisher<Key, HealthReport> reliablePublisher;
  private final AnomalyReporter anomalyReporter;
  private final Clock clock;

  record Key(PluginId plugin, String version) {}

  HealthReporter(
      ReporterIdentity reporter,
      ReliablePublisher<Key, HealthReport> reliablePublisher,
      AnomalyReporter anomalyReporter,
      Clock clock) {
    this.reporter = reporter;
    this.reliablePublisher = reliablePublisher;
    this.anomalyReporter = anomalyReporter;
    this.clock = clock;
  }

  @Override
  public void accept(HealthFinding healthFinding) {
    var key = new Key(healthFinding.ref().pluginId(), healthFinding.ref().routed().release());
    var now = clock.instant();
    if (isChange(healthFinding) || isDue(key, now)) {
      report(key, healthFinding, now);
    }
    int before = healthFinding.failuresBefore().orElse(0);
    if (healthFinding.failures() >= RollbackTriggers.FAILED_CHECKS) {
      reportAnomaly(key, Anomaly.Kind.Unhealthy, sentence(healthFinding), now);
    } else if (healthFinding.failures() == 0 && before >= RollbackTriggers.FAILED_CHECKS) {
      reportAnomaly(key, Anomaly.Kind.Recovered, "Healthy after " + before + " failed checks", now);
    }
  }

  private static boolean isChange(HealthFinding healthFinding) {
    return healthFinding.requested()
        || healthFinding.failuresBefore().isEmpty()
        || healthFinding.failures() > 0
        || healthFinding.failuresBefore().getAsInt() > 0;
  }

  private boolean isDue(Key key, Instant now) {
    var last = reportedAt.get(key);
    return last == null || !now.isBefore(last.plus(REFRESH));
  }

  private void report(Key key, HealthFinding healthFinding, Instant now) {
    // Forgets versions that are no longer checked.
    reportedAt.values().removeIf(last -> now.isAfter(last.plus(REFRESH).plus(REFRESH)));
    reportedAt.put(key, now);
    reliablePublisher.publish(
        key,
        new HealthReport(
            reporter.environment(),
            key.plugin(),
            key.version(),
            reporter.node().id(),
            reporter.node().incarnation(),
            healthFinding.failures(),
            healthFinding.reason(),
            now));
  }

  private void reportAnomaly(Key key, Anomaly.Kind kind, String detail, Instant now) {
    anomalyReporter.report(key.plugin(), key.version(), kind, detail, now);
  }

  private static String sentence(HealthFinding healthFinding) {
    return healthFinding.failures()
        + " failed checks in a row; the last: "
        + healthFinding.reason();
  }
}
