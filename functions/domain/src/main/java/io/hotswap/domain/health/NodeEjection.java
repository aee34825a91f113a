package io.hotswap.domain.health;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.retry.ConflictRetry;
import io.hotswap.domain.routing.RoutingChanges;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDocuments;
import io.hotswap.domain.routing.RoutingDraft;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/// Ejects a node from a plugin's rotation when the plugin is unhealthy on that node only, and
/// readmits it. The node goes on answering calls of other plugins. The last node in a plugin's
/// rotation is never ejected.
public final class NodeEjection {
  private final RoutingDocuments routing;
  private final RoutingChanges changes;
  private final TriggerEvaluator triggerEvaluator;
  private final InstantSource clock;

  public NodeEjection(
      RoutingDocuments routing,
      RoutingChanges changes,
      TriggerEvaluator triggerEvaluator,
      InstantSource clock) {
    this.routing = routing;
    this.changes = changes;
    this.triggerEvaluator = triggerEvaluator;
    this.clock = clock;
  }

  /// A plugin on a node.
  record Spot(Environment environment, PluginId pluginId, String node) {}

  /// @param version of the plugin that is unhealthy there
  AnomalyResponse eject(Spot spot, String version, String why, Origin origin) {
    return withRetries(
        at -> refusalToEject(at, spot, version).or(() -> commitChange(at, spot, true, why, origin)),
        spot);
  }

  /// @param healthyVersion a version that is known to be healthy there
  AnomalyResponse readmit(Spot spot, Optional<String> healthyVersion, String why, Origin origin) {
    return withRetries(
        at ->
            refusalToReadmit(at, spot, healthyVersion)
                .or(() -> commitChange(at, spot, false, why, origin)),
        spot);
  }

  /// Readmits every node on which no serving version is unhealthy any more: restarted nodes, and
  /// those whose version is gone, report no recovery.
  ///
  /// @return one response per ejected node and plugin
  /// @throws PartialFailure at the end, when any of them could not be reviewed
  public List<AnomalyResponse> review(Environment environment, Origin origin) {
    List<Spot> spots = new ArrayList<>();
    changes
        .ejected(environment)
        .forEach(
            (plugin, nodes) -> nodes.forEach(it -> spots.add(new Spot(environment, plugin, it))));
    return PartialFailure.afterAll(
        spots,
        it ->
            Optional.of(
                readmit(
                    it,
                    Optional.empty(),
                    "no serving version is unhealthy there any more",
                    origin)));
  }

  /// The state a decision is based on.
  private record Seen(RoutingDocument document, NodeView fleet, Instant now) {
    Set<String> inRotation() {
      Set<String> nodes = new TreeSet<>(fleet.live(now));
      nodes.removeAll(ejected());
      return nodes;
    }

    Set<String> ejected() {
      return document.supervision().ejected();
    }
  }

  private interface RoutingUpdate {
    /// Empty when a concurrent change won.
    Optional<AnomalyResponse> apply(Seen seen);
  }

  private AnomalyResponse withRetries(RoutingUpdate routingUpdate, Spot spot) {
    return ConflictRetry.run(() -> attempted(routingUpdate, spot))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The routing of %s in %s changed %d times meanwhile"
                        .formatted(spot.pluginId(), spot.environment(), ConflictRetry.ATTEMPTS)));
  }

  private Optional<AnomalyResponse> attempted(RoutingUpdate routingUpdate, Spot spot) {
    var document = routing.current(spot.pluginId(), spot.environment());
    if (document.isEmpty()) {
      return Optional.of(new AnomalyResponse.NothingToDo("the plugin is not deployed there"));
    }
    var nodeView = triggerEvaluator.nodeView(spot.environment(), spot.pluginId());
    return routingUpdate.apply(new Seen(document.get(), nodeView, clock.instant()));
  }

  private static Optional<AnomalyResponse> refusalToEject(Seen seen, Spot spot, String version) {
    if (seen.ejected().contains(spot.node())) {
      return Optional.of(new AnomalyResponse.NothingToDo(spot.node() + " is ejected already"));
    }
    if (!seen.document().serving().contains(version)) {
      return Optional.of(new AnomalyResponse.NothingToDo(version + " serves no calls"));
    }
    var others = seen.inRotation();
    others.remove(spot.node());
    return others.isEmpty()
        ? Optional.of(
            new AnomalyResponse.NotConfirmed(
                spot.node() + " is the last node in the plugin's rotation"))
        : Optional.empty();
  }

  private static Optional<AnomalyResponse> refusalToReadmit(
      Seen seen, Spot spot, Optional<String> healthyVersion) {
    if (!seen.ejected().contains(spot.node())) {
      return Optional.of(new AnomalyResponse.NothingToDo(spot.node() + " is not ejected"));
    }
    if (!seen.fleet().hasLease(spot.node())) {
      // Its lease was given back: a node of that name is another process now, and may be healthy.
      return Optional.empty();
    }
    if (!seen.fleet().live(seen.now()).contains(spot.node())) {
      return Optional.of(new AnomalyResponse.NotConfirmed(spot.node() + " has no valid lease"));
    }
    // An unhealthy node is better than none.
    return seen.inRotation().isEmpty()
        ? Optional.empty()
        : unhealthyVersion(seen, spot.node(), healthyVersion)
            .map(
                it ->
                    new AnomalyResponse.NotConfirmed(it + " is still unhealthy on " + spot.node()));
  }

  private static Optional<String> unhealthyVersion(
      Seen seen, String node, Optional<String> healthyVersion) {
    return seen.document().serving().stream()
        .filter(it -> healthyVersion.filter(it::equals).isEmpty())
        .filter(
            it -> HealthCheckResults.of(it, seen.fleet(), seen.now()).failing().containsKey(node))
        .findFirst();
  }

  private Optional<AnomalyResponse> commitChange(
      Seen seen, Spot spot, boolean ejected, String why, Origin origin) {
    var before = seen.document();
    Set<String> nodes = new HashSet<>(seen.ejected());
    if (ejected) {
      nodes.add(spot.node());
    } else {
      nodes.remove(spot.node());
    }
    var next =
        new RoutingDraft(before)
            .withSupervision(it -> it.ejecting(nodes))
            .build(before.deploymentId(), seen.now(), origin.traceparent());
    var audit =
        new AuditRecord(
            UUID.randomUUID(),
            AuditSubject.routing(spot.environment(), spot.pluginId()),
            seen.now(),
            ejected ? "ejectNode" : "readmitNode",
            origin,
            facts(before),
            facts(next));
    return changes.commit(next, audit)
        ? Optional.of(
            ejected
                ? new AnomalyResponse.NodeEjected(spot.node(), why)
                : new AnomalyResponse.NodeReadmitted(spot.node(), why))
        : Optional.empty();
  }

  private static Map<String, String> facts(RoutingDocument document) {
    return Map.of(
        "environment", document.environment().name(),
        "generation", Long.toString(document.generation()),
        "ejected", String.join(",", new TreeSet<>(document.supervision().ejected())));
  }
}
