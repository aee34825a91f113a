package io.hotswap.domain.health;

import io.hotswap.domain.health.RollbackTriggers.Scene;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.telemetry.Anomaly;
import io.hotswap.domain.telemetry.CallStats;
import io.hotswap.domain.telemetry.HealthReports;
import io.hotswap.domain.telemetry.TenantSamples;
import io.hotswap.domain.traffic.Hour;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// Evaluates a version's triggers from the reports of all nodes.
public final class TriggerEvaluator {
  // The first trailing minute begins before the window.
  private static final Duration LOOK_BACK = RollbackTriggers.WINDOW.plusMinutes(2);

  private final CallStats stats;
  private final HealthReports reports;
  private final TenantSamples samples;
  private final Nodes nodes;

  public TriggerEvaluator(
      CallStats stats, HealthReports reports, TenantSamples samples, Nodes nodes) {
    this.stats = stats;
    this.reports = reports;
    this.samples = samples;
    this.nodes = nodes;
  }

  public TriggerState evaluate(Trigger trigger, WatchedVersion watchedVersion, Instant now) {
    return evaluate(trigger, watchedVersion, Optional.empty(), now);
  }

  /// @param reported the anomaly that caused the evaluation
  TriggerState evaluate(
      Trigger trigger, WatchedVersion watchedVersion, Optional<Anomaly> reported, Instant now) {
    var scene =
        new Scene(
            watchedVersion,
            calls(watchedVersion, watchedVersion.version(), watchedVersion.since(), now),
            new KnownPast(watchedVersion, now),
            now);
    return switch (trigger) {
      case Unhealthy -> unhealthy(scene, reported);
      case ErrorRate -> RollbackTriggers.errorRate(scene);
      case Latency -> RollbackTriggers.latency(scene);
    };
  }

  private TriggerState unhealthy(Scene scene, Optional<Anomaly> reported) {
    var watchedVersion = scene.watched();
    var nodeView = nodeView(watchedVersion.environment(), watchedVersion.pluginId());
    var healthCheckResults = HealthCheckResults.of(watchedVersion.version(), nodeView, scene.now());
    var all =
        reported
            .map(
                it ->
                    healthCheckResults.withAnomaly(
                        it, nodeView.report(it.nodeId(), watchedVersion.version())))
            .orElse(healthCheckResults);
    var before =
        watchedVersion
            .previous()
            .map(it -> HealthCheckResults.of(it, nodeView, scene.now()))
            .orElse(HealthCheckResults.NONE);
    return RollbackTriggers.unhealthy(scene, all, before);
  }

  NodeView nodeView(Environment environment, PluginId pluginId) {
    return new NodeView(
        nodes.leases(environment),
        nodes.acknowledgements(environment, pluginId),
        reports.of(environment, pluginId));
  }

  private VersionTraffic calls(
      WatchedVersion watchedVersion, String version, Instant since, Instant now) {
    var from = now.minus(LOOK_BACK);
    return traffic(watchedVersion, version, since.isAfter(from) ? since : from, now);
  }

  private VersionTraffic traffic(
      WatchedVersion watchedVersion, String version, Instant from, Instant now) {
    return hours(watchedVersion, version, from, now)
        .reduce(VersionTraffic.NONE, VersionTraffic::plus);
  }

  private Stream<VersionTraffic> hours(
      WatchedVersion watchedVersion, String version, Instant from, Instant now) {
    return Hour.newestFirst(from.truncatedTo(ChronoUnit.MINUTES), now.plusNanos(1))
        .map(
            it ->
                VersionTraffic.of(
                    stats.of(
                        watchedVersion.environment(),
                        watchedVersion.pluginId(),
                        version,
                        it.from(),
                        it.until())));
  }

  /// Reads the previous version's traffic from the reports.
  private final class KnownPast implements ReferenceTraffic {
    private final WatchedVersion watchedVersion;
    private final Instant now;

    KnownPast(WatchedVersion watchedVersion, Instant now) {
      this.watchedVersion = watchedVersion;
      this.now = now;
    }

    @Override
    public Baseline baseline() {
      return TriggerEvaluator.this.baseline(watchedVersion, now);
    }

    @Override
    public VersionTraffic recent() {
      return watchedVersion
          .previous()
          .map(it -> calls(watchedVersion, it, Instant.EPOCH, now))
          .orElse(VersionTraffic.NONE);
    }

    @Override
    public Stream<VersionTraffic> lastDay() {
      // No flatMap: it would read all hours eagerly.
      return watchedVersion
          .previous()
          .map(it -> hours(watchedVersion, it, now.minus(RollbackTriggers.BASELINE_HISTORY), now))
          .orElse(Stream.empty());
    }

    @Override
    public OptionalDouble expectedErrorShare() {
      return watchedVersion
          .analysis()
          .map(
              it ->
                  samples.of(watchedVersion.environment(), watchedVersion.pluginId(), it.window()))
          .map(it -> TenantHistory.failures(it, watchedVersion.version()))
          .orElse(OptionalDouble.empty());
    }
  }

  /// The previous version in the same window, else over its last 24 hours, else the p99 recorded
  /// when the watch began.
  private Baseline baseline(WatchedVersion watchedVersion, Instant now) {
    return watchedVersion
        .previous()
        .map(it -> baseline(watchedVersion, it, now))
        .orElse(Baseline.UNKNOWN);
  }

  private Baseline baseline(WatchedVersion watchedVersion, String previous, Instant now) {
    var from = now.minus(RollbackTriggers.WINDOW);
    var beside = calls(watchedVersion, previous, Instant.EPOCH, now);
    var window = beside.between(from, now.plusNanos(1));
    if (window.calls() >= watchedVersion.minimumCalls()) {
      return Baseline.of(
          previous + " in the same 5 minutes", window, beside.latencies(from, now.plusNanos(1)));
    }
    var day = traffic(watchedVersion, previous, now.minus(RollbackTriggers.BASELINE_HISTORY), now);
    if (day.all().calls() >= watchedVersion.minimumCalls()) {
      return Baseline.of(previous + " in the last 24 hours", day.all(), day.latencies());
    }
    return Baseline.ofWatchStart(
        previous + " before the watch", day.all(), watchedVersion.baselineMicros());
  }
}
