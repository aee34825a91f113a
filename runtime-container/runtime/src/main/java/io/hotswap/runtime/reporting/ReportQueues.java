package io.hotswap.runtime.reporting;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.Anomaly;
import io.hotswap.domain.telemetry.FailureReport;
import io.hotswap.domain.telemetry.HealthReport;
import io.hotswap.domain.telemetry.MinuteStats;
import io.hotswap.domain.telemetry.TenantSample;
import io.hotswap.domain.telemetry.UnloadReport;
import io.hotswap.runtime.controlplane.Reachability;
import io.hotswap.runtime.controlplane.ReliablePublisher;
import io.hotswap.runtime.metrics.NodeMetrics;
import java.time.Duration;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;

/// What is on its way to the control plane. Each kind has threads of its own: thousands of minutes
/// that wait must not hold up a suspicion.
record ReportQueues(
    ReliablePublisher<MinuteStatsReporter.Key, MinuteStats> minutes,
    ReliablePublisher<PluginId, TenantReporter.Seen> tenants,
    ReliablePublisher<PluginId, TenantSample> samples,
    ReliablePublisher<HealthReporter.Key, HealthReport> health,
    ReliablePublisher<HealthReporter.Key, UnloadReport> unloads,
    ReliablePublisher<HealthReporter.Key, FailureReport> failures,
    ReliablePublisher<AnomalyReporter.Key, Anomaly> suspicions) {
  private static final int AT_ONCE = 2;
  // Of minutes: half a day of thirty versions.
  private static final int MOST = 20_000;

  static ReportQueues to(ReportSinks sinks, Environment environment, NodeMetrics metrics) {
    return new ReportQueues(
        newest("minutes", sinks.figures()::record, metrics),
        saying(
            "tenants",
            TenantReporter.Seen::together,
            seen -> sinks.tenants().seen(environment, seen.plugin(), seen.tenants(), seen.at()),
            metrics),
        newest("samples", sinks.samples()::record, metrics),
        newest("health", sinks.health()::report, metrics),
        newest("unloads", sinks.unloads()::report, metrics),
        newest("failures", sinks.failures()::report, metrics),
        newest("suspicions", sinks.suspicions()::tell, metrics));
  }

  private static <K, W> ReliablePublisher<K, W> newest(
      String kind, Consumer<W> ear, NodeMetrics metrics) {
    return saying(kind, (before, next) -> next, ear, metrics);
  }

  private static <K, W> ReliablePublisher<K, W> saying(
      String kind, BinaryOperator<W> newer, Consumer<W> ear, NodeMetrics metrics) {
    return new ReliablePublisher<>(
        "tell-" + kind, AT_ONCE, MOST, newer, ear, new Reachability(kind, metrics));
  }

  private List<ReliablePublisher<?, ?>> all() {
    return List.of(minutes, tenants, samples, health, unloads, failures, suspicions);
  }

  void again() {
    all().forEach(ReliablePublisher::sayAgain);
  }

  void end(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    all().forEach(ReliablePublisher::beginEnding);
    for (var each : all()) {
      each.awaitEnd(deadline);
      each.close();
    }
  }
}
