package io.hotswap.runtime.reporting;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.counting.CallCounter;
import io.hotswap.runtime.loading.HealthFinding;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.quota.Quotas;
import io.hotswap.runtime.secrets.TenantSecrets;
import io.hotswap.runtime.supervision.Loop;
import io.hotswap.runtime.supervision.Supervised;
import io.hotswap.runtime.unloading.UnloadCertificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Reports to the control plane, periodically, what this node counted and the anomalies it
/// detected. What could not be sent is sent again in the next round.
public final class ReportingLoop implements Supervised, AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Duration FINAL_REPORT_LIMIT = Duration.ofSeconds(2);

  private final CallCounter callCounter;
  private final Supplier<List<RoutingDocument>> activeDocuments;
  private final Clock clock;
  private final ReportQueues queues;
  private final MinuteStatsReporter minutes;
  private final TenantReporter tenants;
  private final UsageReporter usages;
  private final SecretUseReporter secretUses;
  private final TenantSampleReporter samples;
  private final FailureReporter failures;
  private final AnomalyDetector anomalyDetector;
  private final HealthReporter health;
  private final UnloadReporter unloads;
  private final Loop rounds;

  /// @param activeDocuments the documents that calls are routed by
  public ReportingLoop(
      ReportingConfig config,
      ReportSinks sinks,
      ReporterIdentity reporter,
      CallCounter callCounter,
      Quotas quotas,
      TenantSecrets secrets,
      Supplier<List<RoutingDocument>> activeDocuments,
      NodeMetrics metrics,
      Clock clock) {
    this.callCounter = callCounter;
    this.activeDocuments = activeDocuments;
    this.clock = clock;
    this.queues = ReportQueues.to(sinks, reporter.environment(), metrics);
    var anomalyReporter = new AnomalyReporter(reporter, queues.anomalies());
    this.minutes = new MinuteStatsReporter(callCounter, reporter, queues.minutes());
    this.tenants = new TenantReporter(callCounter, queues.tenants());
    this.usages = new UsageReporter(callCounter, quotas, reporter, queues.usages());
    this.secretUses = new SecretUseReporter(secrets, reporter, queues.secretUses());
    this.samples = new TenantSampleReporter(callCounter, reporter, queues.samples());
    this.failures = new FailureReporter(callCounter, reporter, queues.failures());
    this.anomalyDetector = new AnomalyDetector(callCounter, anomalyReporter);
    this.health = new HealthReporter(reporter, queues.health(), anomalyReporter, clock);
    this.unloads = new UnloadReporter(reporter, queues.unloads(), clock);
    this.rounds = Loop.every(config.every(), LIMIT, "report-stats", this::round);
  }

  public void start() {
    rounds.start();
  }

  /// Takes the results of health checks, and reports them.
  public Consumer<HealthFinding> health() {
    return health;
  }

  /// Takes the certificates of unloaded versions, and reports them.
  public Consumer<UnloadCertificate> unloads() {
    return unloads;
  }

  public void round() {
    var now = clock.instant();
    queues.retry();
    var documents = activeDocuments.get();
    report(documents, now);
    forget(documents);
  }

  private void report(List<RoutingDocument> documents, Instant now) {
    minutes.report(now);
    tenants.report(now);
    usages.report(now);
    secretUses.report(now);
    failures.report(now);
    for (var document : documents) {
      samples.report(document, now);
      anomalyDetector.detect(document, now);
    }
  }

  private void forget(List<RoutingDocument> documents) {
    var loaded =
        documents.stream()
            .collect(Collectors.toMap(RoutingDocument::pluginId, RoutingDocument::loaded));
    callCounter.forgetIdle(
        (PluginId plugin, String version) ->
            samples.needs(plugin) || loaded.getOrDefault(plugin, Set.of()).contains(version));
  }

  @Override
  public List<Loop> loops() {
    return List.of(rounds);
  }

  /// Sends the last reports, within a time limit.
  @Override
  public void close() throws InterruptedException {
    rounds.close();
    lastRound();
  }

  public void lastRound() throws InterruptedException {
    round();
    usages.reportLast();
    secretUses.reportLast();
    queues.drain(FINAL_REPORT_LIMIT);
  }
}
