package io.hotswap.health;

import static java.util.stream.Collectors.toMap;

import io.hotswap.domain.deployment.DeploymentPorts;
import io.hotswap.domain.fleet.NodeState;
import io.hotswap.domain.health.Trigger;
import io.hotswap.domain.health.TriggerEvaluator;
import io.hotswap.domain.health.Triggers;
import io.hotswap.domain.health.WatchedDeployment;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.telemetry.HealthReport;
import io.hotswap.health.HealthView.InEnvironment;
import io.hotswap.health.HealthView.OfVersion;
import io.hotswap.health.HealthView.OnNode;
import io.hotswap.health.HealthView.Performance;
import io.hotswap.health.HealthView.Status;
import io.hotswap.health.HealthView.Trigged;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts together what nodes said of a plugin and how its triggers stand.
@Singleton
final class HealthReader {
  // By then it was replaced, or the operators know.
  private static final Duration LOST_NODES_COUNT = Duration.ofMinutes(15);

  private final DeploymentPorts ports;
  private final TriggerEvaluator triggerEvaluator;
  private final WatchedDeployment watchedDeployment;
  private final Clock clock;

  HealthReader(
      DeploymentPorts ports,
      TriggerEvaluator triggerEvaluator,
      WatchedDeployment watchedDeployment,
      Clock clock) {
    this.ports = ports;
    this.triggerEvaluator = triggerEvaluator;
    this.watchedDeployment = watchedDeployment;
    this.clock = clock;
  }

  InEnvironment in(RoutingDocument document) {
    var now = clock.instant();
    var heard = Heard.of(ports, document, now);
    var versions =
        document.loaded().stream().sorted().map(it -> version(document, it, heard, now)).toList();
    return new InEnvironment(
        document.environment(), document.generation(), worst(versions), versions);
  }

  /// The newest word of the processes that run now.
  private record Heard(
      List<Lease> leases, Map<String, Acknowledgement> said, List<HealthReport> reports) {
    static Heard of(DeploymentPorts ports, RoutingDocument document, Instant now) {
      var leases =
          ports.nodes().leases(document.environment()).stream()
              .filter(it -> it.leaseUntil().plus(LOST_NODES_COUNT).isAfter(now))
              .toList();
      var said =
          ports.nodes().acknowledgements(document.environment(), document.pluginId()).stream()
              .collect(toMap(Acknowledgement::nodeId, it -> it));
      return new Heard(
          leases, said, ports.health().of(document.environment(), document.pluginId()));
    }
  }

  private OfVersion version(RoutingDocument document, String version, Heard heard, Instant now) {
    boolean serving = document.serving().contains(version);
    var nodes = heard.leases().stream().map(it -> node(document, version, heard, it, now)).toList();
    List<Trigged> triggers = serving ? triggers(document, version, now) : List.of();
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
        ports
            .figures()
            .of(
                document.environment(),
                document.pluginId(),
                version,
                now.minus(Triggers.WINDOW),
                now);
    return Performance.of(MetricsView.version(version, figures, Triggers.WINDOW));
  }

  private List<Trigged> triggers(RoutingDocument document, String version, Instant now) {
    var watchedVersion =
        watchedDeployment.watched(document.environment(), document.pluginId(), version);
    return Arrays.stream(Trigger.values())
        .map(it -> Trigged.of(it, triggerEvaluator.standing(it, watchedVersion, now)))
        .toList();
  }

  private static OnNode node(
      RoutingDocument document, String version, Heard heard, Lease lease, Instant now) {
    var word =
        Optional.ofNullable(heard.said().get(lease.nodeId()))
            .filter(it -> it.incarnation().equals(lease.incarnation()));
    boolean ejected = document.supervision().ejected().contains(lease.nodeId());
    var report =
        heard.reports().stream()
            .filter(it -> it.nodeId().equals(lease.nodeId()))
            .filter(it -> it.incarnation().equals(lease.incarnation()))
            .filter(it -> it.version().equals(version))
            .findFirst();
    return new OnNode(
        lease.nodeId(),
        NodeState.of(lease, ejected, now),
        lease.isLiveAt(now),
        lease.heartbeatAt(),
        word.flatMap(it -> Optional.ofNullable(it.versions().get(version))).map(Enum::name),
        lease.isLiveAt(now)
            && !ejected
            && word.filter(it -> it.serving() >= document.generation()).isPresent(),
        ejected,
        report.map(HealthReport::failures),
        report.map(HealthReport::reason).filter(it -> !it.isEmpty()),
        report.map(HealthReport::at));
  }

  private static Status status(List<OnNode> nodes, List<Trigged> triggers) {
    var live = nodes.stream().filter(OnNode::live).toList();
    if (live.isEmpty() || live.stream().allMatch(it -> it.startup().isEmpty())) {
      return Status.Unknown;
    }
    if (live.stream().allMatch(OnNode::sick)) {
      return Status.Unhealthy;
    }
    // A node that is late may still be sent calls, and fail them.
    boolean allLive = live.size() == nodes.size();
    return !allLive
            || live.stream().anyMatch(OnNode::sick)
            || triggers.stream().anyMatch(Trigged::fires)
        ? Status.Degraded
        : Status.Healthy;
  }

  /// Versions that serve nobody worry nobody.
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
    return ports.routing().current(pluginId, environment);
  }
}
