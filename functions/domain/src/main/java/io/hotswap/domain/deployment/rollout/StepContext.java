package io.hotswap.domain.deployment.rollout;

import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.DeploymentSlot;
import io.hotswap.domain.deployment.Progress;
import io.hotswap.domain.deployment.plan.CohortSelector;
import io.hotswap.domain.deployment.strategy.Observation;
import io.hotswap.domain.deployment.strategy.OnMisfit;
import io.hotswap.domain.deployment.strategy.Stage;
import io.hotswap.domain.deployment.strategy.Strategy;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.routing.HealthSupervision.Watch;
import io.hotswap.domain.routing.RollingCandidate;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.telemetry.HealthReport;
import io.hotswap.domain.telemetry.LatencyHistogram;
import io.hotswap.domain.telemetry.MinuteStats;
import io.hotswap.domain.tenant.configuration.MisfitTenants;
import io.hotswap.domain.tenant.configuration.MisfitTenants.Misfit;
import io.hotswap.domain.traffic.Hour;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Input of a step: the time, the deployment, its slot, and what the step reads.
record StepContext(
    Deployment deployment,
    DeploymentSlot slot,
    StepReads reads,
    RolloutTimeouts timeouts,
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
    return deployment.progress().elapsed(now);
  }

  Optional<RoutingDocument> currentDocument() {
    return reads.document();
  }

  NextRoutingDocument nextDocument() {
    return new NextRoutingDocument(deployment, currentDocument(), traceparent, now);
  }

  /// Before the change is reverted.
  StepContext goingBack() {
    return nextDocument().bringsBack()
        ? new StepContext(reads.goingBack(now), slot, reads, timeouts, traceparent, now)
        : this;
  }

  /// The next document, which moves tenants or nodes to the version.
  NextRoutingDocument nextMove() {
    return new NextRoutingDocument(
        deployment,
        currentDocument(),
        MisfitTenants.configurations(excludedNow()),
        traceparent,
        now);
  }

  /// The next document, which restores what a rollback is to. Tenants whose configuration it would
  /// refuse stay with what serves them. There are none where the watch of the version is still on,
  /// since all that tenants set meanwhile fits what served before: nobody is asked then.
  NextRoutingDocument nextRestoration() {
    var restored =
        deployment
            .restoredVersion()
            .map(RoutedVersion::release)
            .filter(it -> currentDocument().flatMap(RoutingDocument::defaultVersion).isPresent())
            .filter(it -> currentDocument().filter(doc -> doc.mayServe(now).contains(it)).isEmpty())
            .map(reads::settledMisfits)
            .orElse(List.of());
    return new NextRoutingDocument(
        deployment, currentDocument(), MisfitTenants.configurations(restored), traceparent, now);
  }

  /// Tenants that are kept from the version from the next document on: all that do not fit, when
  /// the first are moved. Later ones have to fit the version to be set at all.
  List<Misfit> excludedNow() {
    return stage() == 0 && deployment.request().onMisfit() == OnMisfit.Exclude
        ? reads.misfits()
        : List.of();
  }

  /// Tenants that the deployment goes around.
  Set<String> excluded() {
    Set<String> all = new HashSet<>();
    excludedNow().forEach(it -> all.add(it.tenant()));
    if (deployment.rolloutState().excluded().number() > 0) {
      currentDocument().ifPresent(it -> all.addAll(it.keptFrom(deployment.version().release())));
    }
    return all;
  }

  Strategy strategy() {
    return deployment.request().strategy();
  }

  boolean promoted() {
    return deployment.rolloutState().promoted();
  }

  /// The stage that the newest routing document belongs to.
  Stage currentStage() {
    return strategy().observed(stage());
  }

  /// The stage that comes next; the last one once a person has promoted the deployment.
  Stage nextStage() {
    return promoted()
        ? strategy().stages().getLast()
        : strategy().next(stage(), () -> !remainingNodes().isEmpty());
  }

  /// Whether a person has promoted the deployment past the verdict that its stage waits for.
  boolean skipsVerdict() {
    return promoted()
        && currentStage().observation() instanceof Observation.Judged judged
        && judged.promotes().isEmpty();
  }

  /// The version that serves everybody in the end.
  String winner() {
    return deployment.rolloutState().winner().orElse(deployment.version().release());
  }

  Instant deadline() {
    return now.plus(timeouts.stage());
  }

  boolean isOverdue() {
    return deployment.progress().deadline().filter(it -> !it.isAfter(now)).isPresent();
  }

  Progress.Written written(RoutingDocument document, int stage, int percentage) {
    return new Progress.Written(document.generation(), stage, percentage, deadline());
  }

  List<Lease> liveNodes() {
    return reads.leases().stream().filter(it -> it.isLiveAt(now)).toList();
  }

  /// Nodes that a rolling deployment has moved.
  Set<String> movedNodes() {
    return currentDocument()
        .flatMap(it -> it.shift(RollingCandidate.class))
        .map(RollingCandidate::nodes)
        .orElse(Set.of());
  }

  /// Live nodes that a rolling deployment has not moved, sorted.
  List<String> remainingNodes() {
    var moved = movedNodes();
    return liveNodes().stream()
        .map(Lease::nodeId)
        .filter(it -> !moved.contains(it))
        .sorted()
        .toList();
  }

  /// Nodes whose lease expired without being released since the current phase began.
  List<String> expiredNodes() {
    return reads.leases().stream()
        .filter(it -> !it.isLiveAt(now) && it.leaseUntil().isAfter(deployment.progress().since()))
        .map(Lease::nodeId)
        .sorted()
        .toList();
  }

  NodeCheck.Answer checkNodes(NodeCheck check, Predicate<Lease> selected) {
    return check.evaluate(
        liveNodes().stream().filter(selected).toList(),
        reads.leases().stream().filter(it -> it.isLateAt(now)).filter(selected).toList(),
        reads.acknowledgements());
  }

  /// Tenants that a deployment may move.
  Set<String> movableTenants() {
    return CohortSelector.movable(reads.tenants(), reads.settings(), excluded());
  }

  /// Tenants that are pinned, with the version that serves each.
  Map<String, String> pins() {
    Map<String, String> pins = new HashMap<>();
    reads
        .settings()
        .own()
        .forEach((tenant, own) -> own.pin().ifPresent(it -> pins.put(tenant, it.release())));
    return pins;
  }

  /// Tenants that no chance assigned: pinned, or kept from the version.
  Set<String> unassigned() {
    Set<String> all = new HashSet<>(pins().keySet());
    all.addAll(excluded());
    return all;
  }

  /// The report of the first live node on which the version is unhealthy.
  Optional<HealthReport> unhealthyReport(String version) {
    var alive = liveNodes().stream().map(Lease::incarnation).collect(Collectors.toSet());
    return reads.health().stream()
        .filter(it -> it.version().equals(version))
        .filter(it -> !it.healthy() && alive.contains(it.incarnation()))
        .findFirst();
  }

  Watch watch() {
    var previous = deployment.previous().map(RoutedVersion::release);
    return new Watch(
        deployment.version().release(),
        previous,
        now.plus(timeouts.watch()),
        previous.map(this::baselineMicros).orElse(0L));
  }

  /// p99 latency over [RolloutTimeouts#baseline], or over the last day when there were no calls; 0
  /// without any.
  private long baselineMicros(String version) {
    return p99Micros(version, timeouts.baseline()).or(() -> p99Micros(version, DAY)).orElse(0L);
  }

  private Optional<Long> p99Micros(String version, Duration back) {
    return Hour.newestFirst(now.minus(back), now)
        .flatMap(it -> reads.calls(version, it.from(), it.until()).stream())
        .map(MinuteStats::latencies)
        .reduce(LatencyHistogram::plus)
        .flatMap(it -> it.percentile(0.99).stream().boxed().findFirst());
  }
}
