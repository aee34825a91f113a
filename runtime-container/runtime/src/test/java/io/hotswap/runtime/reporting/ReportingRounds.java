package io.hotswap.runtime.reporting;

import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.telemetry.Anomaly;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.runtime.caching.NodeShare;
import io.hotswap.runtime.counting.CallCounter;
import io.hotswap.runtime.counting.CallOutcome;
import io.hotswap.runtime.loading.HealthFinding;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/** Rounds of telling by hand, with a clock that stands still meanwhile. */
public final class ReportingRounds {
  public static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");

  public final TestClock clock = new TestClock(TEN);
  public final CallCounter counts;
  public final Quotas quotas = new Quotas(ejected -> NodeShare.WHOLE);
  public final ReceivedReports heard = new ReceivedReports(this::reach);
  public final AtomicInteger refused = new AtomicInteger();
  public volatile boolean away;
  public volatile List<RoutingDocument> inForce = List.of(Supervised.serving("1.0.0"));
  public final TenantTable tenants = new TenantTable(TenantDefaults.OPEN);

  public final TenantSecrets secrets =
      new TenantSecrets(
          tenants,
          new SecretSources(id -> Optional.of("value"), (arn, tenant) -> Optional.empty()),
          clock);
  private final NodeMetrics metrics = new NodeMetrics(InMemoryControlPlane.ENVIRONMENT);
  private final ReportingLoop telling;

  public ReportingRounds() {
    counts = new CallCounter(metrics, clock);
    telling =
        new ReportingLoop(
            new ReportingConfig(Duration.ofSeconds(10)),
            heard.sinks(),
            new ReporterIdentity(InMemoryControlPlane.ENVIRONMENT, new NodeName("node-1", "i1")),
            counts,
            quotas,
            secrets,
            () -> inForce,
            metrics,
            clock);
  }

  private void reach() {
    if (away) {
      refused.incrementAndGet();
      throw new IllegalStateException("The control plane is away");
    }
  }

  public void calls(String version, String tenant, int calls, int failures, long micros) {
    var versionCounter = counts.versionCounter(Supervised.ref(version));
    for (int call = 0; call < calls; call++) {
      var callOutcome = call < failures ? CallOutcome.FAILED : CallOutcome.OK;
      versionCounter.called(
          tenant, versionCounter.of(tenant), callOutcome, micros * 1_000, clock.nanoTime());
    }
  }

  public void find(OptionalInt before, int failures) {
    find(before, false, failures);
  }

  public void findAsked(int before, int failures) {
    find(OptionalInt.of(before), true, failures);
  }

  private void find(OptionalInt before, boolean asked, int failures) {
    var reason = failures == 0 ? "" : "no bank";
    telling
        .health()
        .accept(new HealthFinding(Supervised.ref("1.0.0"), before, asked, failures, reason));
  }

  public void find(int before, int failures) {
    find(OptionalInt.of(before), failures);
  }

  /** One more round; what it says is on its way. */
  public void round() {
    telling.round();
  }

  /** One last round; what there is to say has been said when it returns, or been refused. */
  public void lastRound() throws InterruptedException {
    telling.lastRound();
  }

  public List<Anomaly.Kind> suspected() {
    return heard.anomalies.stream().map(Anomaly::kind).toList();
  }
}
