package io.hotswap.persistence.golden;

import static io.hotswap.persistence.golden.DeploymentExamples.AT;
import static io.hotswap.persistence.golden.DeploymentExamples.PLUGIN;

import io.hotswap.domain.fleet.NodeState;
import io.hotswap.domain.fleet.NodeStatus;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.node.TenantIsolation;
import io.hotswap.domain.node.VersionState;
import io.hotswap.domain.telemetry.Anomaly;
import io.hotswap.domain.telemetry.CallFailure;
import io.hotswap.domain.telemetry.FailureReport;
import io.hotswap.domain.telemetry.HealthReport;
import io.hotswap.domain.telemetry.LatencyHistogram;
import io.hotswap.domain.telemetry.LeakKind;
import io.hotswap.domain.telemetry.MinuteStats;
import io.hotswap.domain.telemetry.TenantSample;
import io.hotswap.domain.telemetry.UnloadReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// One of everything that nodes report, and what is recorded of nodes.
final class ReportExamples {
  static final Environment IN = Environment.Production;
  static final Instant MINUTE = Instant.parse("2026-11-01T12:00:00Z");
  static final String WINDOW = "d1#stage/2";
  static final Lease LEASE =
      new Lease(
          IN,
          "node-1",
          "i-1",
          "10.0.0.1:8080",
          AT,
          AT.plusSeconds(10),
          -15_000,
          new TenantIsolation(true, Set.of("pricing")));
  static final Acknowledgement ACKNOWLEDGEMENT =
      new Acknowledgement(
          IN,
          PLUGIN,
          "node-1",
          "i-1",
          18,
          17,
          Map.of("1.0.0", VersionState.Ready, "1.1.0", VersionState.Failed),
          Optional.of("1.1.0 cannot be started"),
          AT);
  static final Anomaly ANOMALY =
      new Anomaly(
          IN, PLUGIN, "1.1.0", "node-1", Anomaly.Kind.ErrorRate, "51 of 1000 calls failed", AT);
  static final HealthReport HEALTH =
      new HealthReport(IN, PLUGIN, "1.1.0", "node-1", "i-1", 3, "no database", AT);
  static final FailureReport FAILURES =
      new FailureReport(
          IN,
          PLUGIN,
          "1.1.0",
          "node-1",
          "i-1",
          List.of(
              new CallFailure(
                  AT, "charge", "java.io.IOException", "closed", List.of("a.B.c(B.java:7)"), "0a")),
          AT);
  static final MinuteStats STATS =
      new MinuteStats(
          IN,
          PLUGIN,
          "1.1.0",
          "node-1",
          "i-1",
          MINUTE,
          List.of(new MinuteStats.Slice(0, 10, 1), new MinuteStats.Slice(50, 5, 0)),
          new LatencyHistogram(new TreeMap<>(Map.of(120L, 14L, 95_000L, 1L))),
          Optional.of(Set.of("basket", "conversion_rate")));
  static final MinuteStats LITTLE =
      new MinuteStats(
          IN,
          PLUGIN,
          "1.1.0",
          "node-2",
          "i-2",
          MINUTE,
          List.of(),
          LatencyHistogram.NONE,
          Optional.empty());
  static final UnloadReport LEAKED =
      new UnloadReport(
          IN,
          PLUGIN,
          "1.0.0",
          "node-1",
          "i-1",
          AT,
          List.of("a timer"),
          Optional.of(
              new UnloadReport.Leak(
                  LeakKind.Thread, "A thread runs on.", List.of("Thread", "a.B"), 2)),
          AT.plusSeconds(30));
  static final UnloadReport COLLECTED =
      new UnloadReport(
          IN, PLUGIN, "0.9.0", "node-1", "i-1", AT, List.of(), Optional.empty(), AT.plusSeconds(2));
  static final NodeStatus STATUS =
      new NodeStatus(
          IN,
          "node-1",
          "i-1",
          "10.0.0.1:8080",
          NodeState.Ejected,
          AT,
          List.of(PLUGIN, PluginId.of("other")),
          AT,
          AT.plusSeconds(10),
          250,
          4);
  static final TenantSample SAMPLE =
      new TenantSample(
          IN,
          PLUGIN,
          WINDOW,
          "node-1",
          "i-1",
          AT,
          Map.of(
              "1.0.0",
              VerdictExamples.evidence().baseline(),
              "1.1.0",
              VerdictExamples.evidence().candidate()),
          VerdictExamples.evidence().before());

  private ReportExamples() {}
}
