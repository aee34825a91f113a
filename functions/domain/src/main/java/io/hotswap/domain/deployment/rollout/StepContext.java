package io.hotswap.domain.deployment.rollout;

import io.hotswap.domain.deployment.ApprovalTerms;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.DeploymentPorts;
import io.hotswap.domain.deployment.DeploymentSlot;
import io.hotswap.domain.deployment.Progress;
import io.hotswap.domain.deployment.plan.ApprovalTermsCalculator;
import io.hotswap.domain.deployment.plan.CohortSelector;
import io.hotswap.domain.figures.Hour;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.routing.HealthSupervision.Watch;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.telemetry.HealthReport;
import io.hotswap.domain.telemetry.LatencyHistogram;
import io.hotswap.domain.telemetry.MinuteStats;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What a step sees: one moment, the deployment and its place as they are, and where to ask for the
/// rest.
record StepContext(
    Deployment deployment,
    DeploymentSlot place,
    DeploymentPorts around,
    RolloutTimeouts times,
    String traceparent,
    Instant now) {
  private static final Duration DAY = Duration.ofDays(1);

  DeploymentPhase phase() {
    return deployment.progress().phase();
  }

  int stage() {
    return deployment.progress().stage();
  }

  long generation() {
    return deployment.progress().generation();
  }

  Duration elapsed() {
    return deployment.progress().lasts(now);
  }

  Optional<RoutingDocument> inForce() {
    return around.routing().current(deployment.pluginId(), deployment.environment());
  }

  NextRoutingDocument nextDocument() {
    return new NextRoutingDocument(deployment, inForce(), traceparent, now);
  }

  /// What its approvers would agree to now.
  ApprovalTerms terms() {
    return new ApprovalTermsCalculator(around.routing(), around.releases()).of(deployment.order());
  }

  Instant deadline() {
    return now.plus(times.stage());
  }

  boolean late() {
    return deployment.progress().deadline().filter(it -> !it.isAfter(now)).isPresent();
  }

  Progress.Written written(RoutingDocument document, int stage, int percentage) {
    return new Progress.Written(document.generation(), stage, percentage, deadline());
  }

  List<Lease> liveNodes() {
    return nodes().stream().filter(it -> it.isLiveAt(now)).toList();
  }

  private List<Lease> nodes() {
    return around.nodes().leases(deployment.environment());
  }

  /// Nodes whose lease ran out, and was not given back, since the nodes were told to follow.
  List<String> unheardOf() {
    return nodes().stream()
        .filter(it -> !it.isLiveAt(now) && it.leaseUntil().isAfter(deployment.progress().since()))
        .map(Lease::nodeId)
        .sorted()
        .toList();
  }

  NodeCheck.Answer ask(NodeCheck check, Predicate<Lease> these) {
    return check.ask(
        liveNodes().stream().filter(these).toList(),
        nodes().stream().filter(it -> it.isLostAt(now)).filter(these).toList(),
        around.nodes().acknowledgements(deployment.environment(), deployment.pluginId()));
  }

  /// Tenants that a deployment may move.
  Set<String> tenants() {
    return CohortSelector.movable(
        around.tenants().of(deployment.environment(), deployment.pluginId()), inForce());
  }

  /// The first node that finds a version unhealthy now.
  Optional<HealthReport> sick(String version) {
    var alive = liveNodes().stream().map(Lease::incarnation).collect(Collectors.toSet());
    return around.health().of(deployment.environment(), deployment.pluginId()).stream()
        .filter(it -> it.version().equals(version))
        .filter(it -> !it.healthy() && alive.contains(it.incarnation()))
        .findFirst();
  }

  Watch watch() {
    var previous = deployment.previous().map(RoutedVersion::version);
    return new Watch(
        deployment.version().version(),
        previous,
        now.plus(times.watch()),
        previous.map(this::baselineMicros).orElse(0L));
  }

  /// Of the last quarter of an hour; of the last day when nobody called it then.
  private long baselineMicros(String version) {
    return p99Micros(version, times.baseline()).or(() -> p99Micros(version, DAY)).orElse(0L);
  }

  private Optional<Long> p99Micros(String version, Duration back) {
    return Hour.newestFirst(now.minus(back), now)
        .flatMap(
            it ->
                around
                    .figures()
                    .of(
                        deployment.environment(),
                        deployment.pluginId(),
                        version,
                        it.from(),
                        it.until())
                    .stream())
        .map(MinuteStats::latencies)
        .reduce(LatencyHistogram::plus)
        .flatMap(it -> it.percentile(0.99).stream().boxed().findFirst());
  }
}
