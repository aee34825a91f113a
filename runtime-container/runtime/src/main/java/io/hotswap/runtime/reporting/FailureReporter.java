package io.hotswap.runtime.reporting;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.FailureReport;
import io.hotswap.runtime.controlplane.ReliablePublisher;
import io.hotswap.runtime.counting.CallCounter;
import io.hotswap.runtime.counting.FailedCalls;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Reports the last failed calls of each version, when there are new ones.
final class FailureReporter {
  private final Map<HealthReporter.Key, Long> reported = new HashMap<>();
  private final CallCounter callCounter;
  private final ReporterIdentity reporter;
  private final ReliablePublisher<HealthReporter.Key, FailureReport> reliablePublisher;

  FailureReporter(
      CallCounter callCounter,
      ReporterIdentity reporter,
      ReliablePublisher<HealthReporter.Key, FailureReport> reliablePublisher) {
    this.callCounter = callCounter;
    this.reporter = reporter;
    this.reliablePublisher = reliablePublisher;
  }

  void report(Instant now) {
    reported.keySet().removeIf(key -> callCounter.of(key.plugin(), key.version()).isEmpty());
    callCounter
        .plugins()
        .forEach(
            (plugin, versions) ->
                versions.forEach(
                    (version, counted) -> report(plugin, version, counted.failures(), now)));
  }

  private void report(PluginId plugin, String version, FailedCalls failures, Instant now) {
    var key = new HealthReporter.Key(plugin, version);
    long kept = failures.kept();
    if (kept == reported.getOrDefault(key, 0L)) {
      return;
    }
    reported.put(key, kept);
    reliablePublisher.publish(
        key,
        new FailureReport(
            reporter.environment(),
            plugin,
            version,
            reporter.node().id(),
            reporter.node().incarnation(),
            failures.newest(),
            now));
  }
}
