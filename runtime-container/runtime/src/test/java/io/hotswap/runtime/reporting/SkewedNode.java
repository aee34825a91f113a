package io.hotswap.runtime.reporting;

import io.hotswap.domain.node.ControlPlaneClock;
import io.hotswap.domain.telemetry.MinuteStats;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.runtime.caching.NodeShare;
import io.hotswap.runtime.counting.CallCounter;
import io.hotswap.runtime.counting.CallOutcome;
import io.hotswap.runtime.membership.NodeName;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.quota.Quotas;
import io.hotswap.runtime.secrets.SecretSources;
import io.hotswap.runtime.secrets.TenantSecrets;
import io.hotswap.runtime.tenants.TenantTable;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.ReceivedReports;
import io.hotswap.runtime.testing.Supervised;
import io.hotswap.runtime.testing.TestClock;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A node whose own clock is wrong, which counts calls and tells of them. */
final class SkewedNode {
  private static final int CALLS = 20;

  private final ReceivedReports reports = new ReceivedReports(() -> {});
  private final TestClock truth;
  private final ControlPlaneClock clock;
  private final CallCounter callCounter;
  private final ReportingLoop telling;

  SkewedNode(String id, TestClock truth, Duration wrongBy) {
    this.truth = truth;
    this.clock = new ControlPlaneClock(Clock.offset(truth, wrongBy), truth::nanoTime);
    var metrics = new NodeMetrics(InMemoryControlPlane.ENVIRONMENT);
    this.callCounter = new CallCounter(metrics, clock);
    this.telling =
        new ReportingLoop(
            new ReportingConfig(Duration.ofSeconds(10)),
            reports.sinks(),
            new ReporterIdentity(InMemoryControlPlane.ENVIRONMENT, new NodeName(id, id + "-1")),
            callCounter,
            new Quotas(ejected -> NodeShare.WHOLE),
            new TenantSecrets(new TenantTable(TenantDefaults.OPEN), SecretSources.NONE, clock),
            () -> List.of(Supervised.serving("1.1.0")),
            metrics,
            clock);
  }

  /** It asks the control plane for something. */
  void asks() {
    clock.adjust(truth.instant().truncatedTo(ChronoUnit.SECONDS), clock.monotonicMillis());
  }

  /** Calls of one moment, of which some fail. */
  void called(int failures) {
    var versionCounter = callCounter.versionCounter(Supervised.ref("1.1.0"));
    for (int call = 0; call < CALLS; call++) {
      var callOutcome = call < failures ? CallOutcome.FAILED : CallOutcome.OK;
      versionCounter.called(
          "acme", versionCounter.of("acme"), callOutcome, 1_000_000, truth.nanoTime());
    }
  }

  void tells() {
    telling.round();
  }

  /** The newest word of each minute. */
  Collection<MinuteStats> told() throws InterruptedException {
    telling.lastRound();
    Map<Object, MinuteStats> newest =
        reports.minutes.stream()
            .collect(
                Collectors.toMap(
                    MinuteStats::minute,
                    Function.identity(),
                    (one, other) -> one.calls() > other.calls() ? one : other,
                    TreeMap::new));
    return newest.values();
  }
}
