package io.hotswap.health;

import static java.util.stream.Collectors.toMap;

import io.hotswap.domain.fleet.NodeState;
import io.hotswap.domain.health.RollbackTriggers;
import io.hotswap.domain.health.Trigger;
import io.hotswap.domain.health.TriggerEvaluator;
import io.hotswap.domain.health.WatchedDeployment;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.telemetry.CallStats;
import io.hotswap.domain.telemetry.HealthReport;
import io.hotswap.domain.telemetry.HealthReports;
import io.hotswap.health.HealthView.InEnvironment;
import io.hotswap.health.HealthView.OfVersion;
import io.hotswap.health.HealthView.OnNode;
import io.hotswap.health.HealthView.Performance;
import io.hotswap.health.HealthView.Status;
import io.hotswap.health.HealthView.TriggerView;
import io.hotswap.persistence.dynamo.DynamoRouting;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Aggregates a plugin's health from the nodes' reports and the state of its triggers.
@Singleton
final class HealthReader {
  // A lost node is ignored after this time: it was replaced, or operators know.
  private static final Duration LOST_NODES_COUNT = Duration.ofMinutes(15);

  private final DynamoRouting routing;
  private final Nodes nodes;
  private final HealthReports reports;
  private final CallStats callStats;
  private final TriggerEvaluator triggerEvaluator;
  private final WatchedDeployment watchedDeployment;
  private final Clock clock;

  HealthReader(
      DynamoRouting routing,
      Nodes nodes,
      HealthReports reports,
      CallStats callStats,
      TriggerEvaluator triggerEvaluator,
      WatchedDeployment watchedDeployment,
      Clock clock) {
    this.routing = routing;
    this.nodes = nodes;
    this.reports = reports;
    this.callStats = callStats;
    this.triggerEvaluator = triggerEvaluator;
    this.watchedDeployment = watchedDeployment;
    this.clock = clock;
  }

  InEnvironment in(RoutingDocument document) {
    var now = clock.instant();
    var nodeReports = NodeReports.of(nodes, reports, document, now);
    var versions =
        document.loaded().stream()
            .sorted()
            .map(it -> version(document, it, nodeReports, now))
            .toList();
    return new InEnvironment(
        document.environment(), document.generation(), worst(versions), versions);
  }

  /// The latest reports of the processes that run now.
  private record NodeReports(
      List<Lease> leases,
      Map<String, Acknowledgement> acknowledgements,
      List<HealthReport> reports) {
    static NodeReports of(
        Nodes nodes, HealthReports reports, RoutingDocument document, Instant now) {
      var leases =
          nodes.leases(document.environment()).stream()
              .filter(it -> it.leaseUntil().plus(LOST_NODES_COUNT).isAfter(now))
              .toList();
      var acknowledgementByNode =
          nodes.acknowledgements(document.environment(), document.pluginId()).stream()
              .collect(toMap(Acknowledgement::nodeId, it -> it));
      return new NodeReports(
          leases, acknowledgementByNode, reports.of(document.environment(), document.pluginId()));
    }
  }

  private OfVersion version(
      RoutingDocument document, String version, NodeReports nodeReports, Instant now) {
    boolean serving = document.serving().contains(version);
    var nodes =
        nodeReports.leases().stream()
            .map(it -> node(document, version, nodeReports, it, now))
            .toList();
    List<TriggerView> triggers = serving ? triggers(document, version, now) : List.of();
    return new OfVersion(
        version,
        serving,
        status(nodes, triggers),
        Optional.of(performance(document, version, now)),
        Optional.of(nodes),
        Optional.of(triggers));
  }

  private Performance performance(RoutingDocument document, String version, Instant now) {
    var figures =
        callStats.of(
            document.environment(),
            document.pluginId(),
            version,
            now.minus(RollbackTriggers.WINDOW),
            now);
    return Performance.of(MetricsView.version(version, figures, RollbackTriggers.WINDOW));
  }

  private List<TriggerView> triggers(RoutingDocument document, String version, Instant now) {
    var watchedVersion =
        watchedDeployment.watched(document.environment(), document.pluginId(), version);
    return Arrays.stream(Trigger.values())
        .map(it -> TriggerView.of(it, triggerEvaluator.evaluate(it, watchedVersion, now)))
        .toList();
  }

  private static OnNode node(
      RoutingDocument document, String version, NodeReports nodeReports, Lease lease, Instant now) {
    var reported =
        Optional.ofNullable(nodeReports.acknowledgements().get(lease.nodeId()))
            .filter(it -> it.incarnation().equals(lease.incarnation()));
    boolean ejected = document.supervision().ejected().contains(lease.nodeId());
    var report =
        nodeReports.reports().stream()
            .filter(it -> it.nodeId().equals(lease.nodeId()))
            .filter(it -> it.incarnation().equals(lease.incarnation()))
            .filter(it -> it.version().equals(version))
            .findFirst();
    return new OnNode(
        lease.nodeId(),
        NodeState.of(lease, ejected, now),
        lease.isLiveAt(now),
        lease.heartbeatAt(),
        reported.flatMap(it -> Optional.ofNullable(it.versions().get(version))).map(Enum::name),
        lease.isLiveAt(now)
            && !ejected
            && reported.filter(it -> it.serving() >= document.generation()).isPresent(),
        ejected,
        report.map(HealthReport::failures),
        report.map(HealthReport::reason).filter(it -> !it.isEmpty()),
        report.map(HealthReport::at));
  }

  private static Status status(List<OnNode> nodes, List<TriggerView> triggers) {
    var live = nodes.stream().filter(OnNode::live).toList();
    if (live.isEmpty() || live.stream().allMatch(it -> it.startup().isEmpty())) {
      return Status.Unknown;
    }
    if (live.stream().allMatch(OnNode::sick)) {
      return Status.Unhealthy;
    }
    // A late node may still be sent calls, and fail them.
    boolean allLive = live.size() == nodes.size();
    return !allLive
            || live.stream().anyMatch(OnNode::sick)
            || triggers.stream().anyMatch(TriggerView::fires)
        ? Status.Degraded
        : Status.Healthy;
  }

  /// Only versions that serve count.
  private static Status worst(List<OfVersion> versions) {
    var found = versions.stream().filter(OfVersion::serving).map(OfVersion::status).toList();
    for (var status : List.of(Status.Unhealthy, Status.Degraded, Status.Unknown)) {
      if (found.contains(status)) {
        return status;
      }
    }
    return found.isEmpty() ? Status.Unknown : Status.Healthy;
  }

  Optional<RoutingDocument> document(PluginId pluginId, Environment environment) {
    return routing.current(pluginId, environment);
  }
}
