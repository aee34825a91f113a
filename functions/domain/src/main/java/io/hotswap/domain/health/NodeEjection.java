package io.hotswap.domain.health;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
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

/// Takes a node that alone finds a plugin sick out of the rotation of that plugin's calls, and
/// takes it back. Calls of other plugins are answered there all the while. The last node in a
/// plugin's rotation stays.
public final class NodeEjection {
  private static final int ATTEMPTS = 10;

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

  /// @param version of the plugin that is sick there
  AnomalyResponse setAside(Spot spot, String version, String why, Origin origin) {
    return settled(
        at -> whyNotAside(at, spot, version).or(() -> written(at, spot, true, why, origin)), spot);
  }

  /// @param well a version that is known to be well there by now
  AnomalyResponse takeBack(Spot spot, Optional<String> well, String why, Origin origin) {
    return settled(
        at -> whyNotBack(at, spot, well).or(() -> written(at, spot, false, why, origin)), spot);
  }

  /// Takes back whoever is not sick any more: restarted nodes and those whose version is gone don't
  /// say that they recovered.
  ///
  /// @return by plugin what came of its nodes
  /// @throws PartialFailure at the end, when any of them could not be looked at
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
                takeBack(
                    it,
                    Optional.empty(),
                    "no version that serves there is sick any more",
                    origin)));
  }

  /// What a decision is made from.
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

  private interface Attempt {
    /// Empty when something else came first.
    Optional<AnomalyResponse> on(Seen seen);
  }

  private AnomalyResponse settled(Attempt attempt, Spot spot) {
    for (int i = 0; i < ATTEMPTS; i++) {
      var document = routing.current(spot.pluginId(), spot.environment());
      if (document.isEmpty()) {
        return new AnomalyResponse.NothingToDo("the plugin is not deployed there");
      }
      var nodeView = triggerEvaluator.fleet(spot.environment(), spot.pluginId());
      var reaction = attempt.on(new Seen(document.get(), nodeView, clock.instant()));
      if (reaction.isPresent()) {
        return reaction.get();
      }
    }
    throw new IllegalStateException(
        "The routing of "
            + spot.pluginId()
            + " in "
            + spot.environment()
            + " changed "
            + ATTEMPTS
            + " times meanwhile");
  }

  private static Optional<AnomalyResponse> whyNotAside(Seen seen, Spot spot, String version) {
    if (seen.ejected().contains(spot.node())) {
      return Optional.of(new AnomalyResponse.NothingToDo(spot.node() + " is ejected already"));
    }
    if (!seen.document().serving().contains(version)) {
      return Optional.of(new AnomalyResponse.NothingToDo(version + " serves nobody"));
    }
    var others = seen.inRotation();
    others.remove(spot.node());
    return others.isEmpty()
        ? Optional.of(
            new AnomalyResponse.NotConfirmed(
                spot.node() + " is the last node that answers the plugin's calls, and stays"))
        : Optional.empty();
  }

  private static Optional<AnomalyResponse> whyNotBack(Seen seen, Spot spot, Optional<String> well) {
    if (!seen.ejected().contains(spot.node())) {
      return Optional.of(new AnomalyResponse.NothingToDo(spot.node() + " is not ejected"));
    }
    if (!seen.fleet().has(spot.node())) {
      // Gave its lease back: whoever comes by that name is another process, and may be well.
      return Optional.empty();
    }
    if (!seen.fleet().live(seen.now()).contains(spot.node())) {
      return Optional.of(new AnomalyResponse.NotConfirmed(spot.node() + " does not live"));
    }
    // Sick or not: a node that may answer is better than none.
    return seen.inRotation().isEmpty()
        ? Optional.empty()
        : sick(seen, spot.node(), well)
            .map(it -> new AnomalyResponse.NotConfirmed(it + " is still sick on " + spot.node()));
  }

  private static Optional<String> sick(Seen seen, String node, Optional<String> well) {
    return seen.document().serving().stream()
        .filter(it -> well.filter(it::equals).isEmpty())
        .filter(
            it -> HealthCheckResults.of(it, seen.fleet(), seen.now()).failing().containsKey(node))
        .findFirst();
  }

  private Optional<AnomalyResponse> written(
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
            .supervises(it -> it.ejecting(nodes))
            .written(before.deploymentId(), seen.now(), origin.traceparent());
    var audit =
        new AuditRecord(
            UUID.randomUUID(),
            "Plugin#" + spot.pluginId(),
            seen.now(),
            ejected ? "ejectNode" : "readmitNode",
            origin,
            facts(before),
            facts(next));
    return changes.commit(next, audit)
        ? Optional.of(
            ejected
                ? new AnomalyResponse.SetAside(spot.node(), why)
                : new AnomalyResponse.BackInRotation(spot.node(), why))
        : Optional.empty();
  }

  private static Map<String, String> facts(RoutingDocument document) {
    return Map.of(
        "environment", document.environment().name(),
        "generation", Long.toString(document.generation()),
        "ejected", String.join(",", new TreeSet<>(document.supervision().ejected())));
  }
}
