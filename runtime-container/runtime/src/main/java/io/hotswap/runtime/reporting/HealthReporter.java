package io.hotswap.runtime.reporting;

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

/// Tells how versions are: right after loading, when asked, at every failure, when they are healthy
/// again, and otherwise once a day, so that what the control plane knows does not wear out.
final class HealthReporter implements Consumer<HealthFinding> {
  private static final int SUSPICIOUS = 3;
  private static final Duration A_DAY = Duration.ofDays(1);

  private final Map<Key, Instant> told = new ConcurrentHashMap<>();
  private final ReporterIdentity reporter;
  private final ReliablePublisher<Key, HealthReport> reliablePublisher;
  private final AnomalyReporter suspicions;
  private final Clock clock;

  record Key(PluginId plugin, String version) {}

  HealthReporter(
      ReporterIdentity reporter,
      ReliablePublisher<Key, HealthReport> reliablePublisher,
      AnomalyReporter suspicions,
      Clock clock) {
    this.reporter = reporter;
    this.reliablePublisher = reliablePublisher;
    this.suspicions = suspicions;
    this.clock = clock;
  }

  @Override
  public void accept(HealthFinding healthFinding) {
    var key = new Key(healthFinding.ref().pluginId(), healthFinding.ref().routed().version());
    var now = clock.instant();
    if (isNews(healthFinding) || isLongAgo(key, now)) {
      report(key, healthFinding, now);
    }
    int before = healthFinding.before().orElse(0);
    if (healthFinding.failures() >= SUSPICIOUS) {
      suspect(key, Anomaly.Kind.Unhealthy, sentence(healthFinding), now);
    } else if (healthFinding.failures() == 0 && before >= SUSPICIOUS) {
      suspect(key, Anomaly.Kind.Recovered, "Healthy after " + before + " failed checks", now);
    }
  }

  private static boolean isNews(HealthFinding healthFinding) {
    return healthFinding.asked()
        || healthFinding.before().isEmpty()
        || healthFinding.failures() > 0
        || healthFinding.before().getAsInt() > 0;
  }

  private boolean isLongAgo(Key key, Instant now) {
    var last = told.get(key);
    return last == null || !now.isBefore(last.plus(A_DAY));
  }

  private void report(Key key, HealthFinding healthFinding, Instant now) {
    // Versions that are gone are told of no more.
    told.values().removeIf(last -> now.isAfter(last.plus(A_DAY).plus(A_DAY)));
    told.put(key, now);
    reliablePublisher.say(
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

  private void suspect(Key key, Anomaly.Kind kind, String detail, Instant now) {
    suspicions.tell(key.plugin(), key.version(), kind, detail, now);
  }

  private static String sentence(HealthFinding healthFinding) {
    return healthFinding.failures()
        + " failed checks in a row; the last: "
        + healthFinding.reason();
  }
}
