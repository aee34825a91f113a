package io.hotswap.runtime.reporting;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.Anomaly;
import io.hotswap.domain.telemetry.FailureReport;
import io.hotswap.domain.telemetry.HealthReport;
import io.hotswap.domain.telemetry.MinuteStats;
import io.hotswap.domain.telemetry.TenantSample;
import io.hotswap.domain.telemetry.UnloadReport;
import io.hotswap.domain.telemetry.UsageMinute;
import io.hotswap.runtime.controlplane.Reachability;
import io.hotswap.runtime.controlplane.ReliablePublisher;
import io.hotswap.runtime.metrics.NodeMetrics;
import java.time.Duration;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;

/// The reports that wait to be sent to the control plane. Each kind has threads of its own, so that
/// thousands of waiting minutes delay no anomaly.
record ReportQueues(
    ReliablePublisher<MinuteStatsReporter.Key, MinuteStats> minutes,
    ReliablePublisher<PluginId, TenantReporter.Seen> tenants,
    ReliablePublisher<UsageReporter.Key, UsageMinute> usages,
    ReliablePublisher<SecretUseReporter.Key, SecretUseReporter.Uses> secretUses,
    ReliablePublisher<PluginId, TenantSample> samples,
    ReliablePublisher<HealthReporter.Key, HealthReport> health,
    ReliablePublisher<HealthReporter.Key, UnloadReport> unloads,
    ReliablePublisher<HealthReporter.Key, FailureReport> failures,
    ReliablePublisher<AnomalyReporter.Key, Anomaly> anomalies) {
  private static final int SENDERS = 2;
  // For minutes: half a day of thirty versions.
  private static final int MAX_PENDING = 20_000;

  static ReportQueues to(ReportSinks sinks, Environment environment, NodeMetrics metrics) {
    return new ReportQueues(
        newestOnly("minutes", sinks.callStats()::record, metrics),
        publisher(
            "tenants",
            TenantReporter.Seen::merge,
            seen -> sinks.tenants().record(environment, seen.plugin(), seen.tenants(), seen.at()),
            metrics),
        newestOnly("usages", sinks.usages()::record, metrics),
        publisher(
            "secret-uses",
            SecretUseReporter.Uses::plus,
            it -> it.record(sinks.secretUses()),
            metrics),
        newestOnly("samples", sinks.samples()::record, metrics),
        newestOnly("health", sinks.health()::report, metrics),
        newestOnly("unloads", sinks.unloads()::report, metrics),
        newestOnly("failures", sinks.failures()::report, metrics),
        newestOnly("anomalies", sinks.anomalies()::report, metrics));
  }

  private static <K, W> ReliablePublisher<K, W> newestOnly(
      String kind, Consumer<W> sink, NodeMetrics metrics) {
    return publisher(kind, (before, next) -> next, sink, metrics);
  }

  private static <K, W> ReliablePublisher<K, W> publisher(
      String kind, BinaryOperator<W> merge, Consumer<W> sink, NodeMetrics metrics) {
    return new ReliablePublisher<>(
        "report-" + kind, SENDERS, MAX_PENDING, merge, sink, new Reachability(kind, metrics));
  }

  private List<ReliablePublisher<?, ?>> all() {
    return List.of(
        minutes, tenants, usages, secretUses, samples, health, unloads, failures, anomalies);
  }

  void retry() {
    all().forEach(ReliablePublisher::retry);
  }

  void drain(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    all().forEach(ReliablePublisher::beginClose);
    for (var each : all()) {
      each.awaitClosed(deadline);
      each.close();
    }
  }
}
