package io.hotswap.runtime.reporting;

import io.hotswap.domain.health.RollbackTriggers;
import io.hotswap.domain.routing.HealthSupervision.Watch;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.telemetry.Anomaly;
import io.hotswap.runtime.counting.CallCounter;
import io.hotswap.runtime.counting.StatsWindow;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/// Checks a watched version in every reporting round: reports an anomaly when it fails too often or
/// takes too long on this node.
final class AnomalyDetector {
  private final CallCounter callCounter;
  private final AnomalyReporter anomalyReporter;

  AnomalyDetector(CallCounter callCounter, AnomalyReporter anomalyReporter) {
    this.callCounter = callCounter;
    this.anomalyReporter = anomalyReporter;
  }

  void detect(RoutingDocument document, Instant now) {
    document
        .supervision()
        .watch()
        .filter(watch -> now.isBefore(watch.until()))
        .ifPresent(watch -> detect(document, watch, now));
  }

  private void detect(RoutingDocument document, Watch watch, Instant now) {
    var calls = recentCalls(document, watch.version(), now);
    if (calls.failures() * 100 > calls.calls() * RollbackTriggers.ERROR_PERCENT) {
      var detail =
          String.format(
              Locale.ROOT,
              "%d of %d calls failed in the last 5 minutes (%.1f %%)",
              calls.failures(),
              calls.calls(),
              100.0 * calls.failures() / calls.calls());
      anomalyReporter.report(
          document.pluginId(), watch.version(), Anomaly.Kind.ErrorRate, detail, now);
    }
    var p99 = calls.latencies().percentile(RollbackTriggers.P99);
    var baseline = baseline(document, watch, now);
    if (p99.isPresent() && baseline.isPresent() && isSlow(p99.getAsLong(), baseline.getAsLong())) {
      var detail =
          "p99 of the last 5 minutes is %d µs over %d calls; baseline %d µs"
              .formatted(p99.getAsLong(), calls.calls(), baseline.getAsLong());
      anomalyReporter.report(
          document.pluginId(), watch.version(), Anomaly.Kind.Latency, detail, now);
    }
  }

  private static boolean isSlow(long micros, long baseline) {
    return micros > RollbackTriggers.REPORTED_LATENCY_FACTOR * baseline
        && micros >= TimeUnit.NANOSECONDS.toMicros(RollbackTriggers.LATENCY_FLOOR.toNanos());
  }

  /// The smaller of the known values: p99 when the watch began, and the previous version's p99 now.
  private OptionalLong baseline(RoutingDocument document, Watch watch, Instant now) {
    long previous =
        watch
            .previous()
            .map(
                version ->
                    recentCalls(document, version, now)
                        .latencies()
                        .percentile(RollbackTriggers.P99))
            .orElse(OptionalLong.empty())
            .orElse(0);
    return LongStream.of(watch.baselineMicros(), previous).filter(known -> known > 0).min();
  }

  private StatsWindow.Span recentCalls(RoutingDocument document, String version, Instant now) {
    return callCounter
        .of(document.pluginId(), version)
        .map(it -> it.window().trailing(now, RollbackTriggers.WINDOW))
        .orElse(StatsWindow.Span.NONE);
  }
}
