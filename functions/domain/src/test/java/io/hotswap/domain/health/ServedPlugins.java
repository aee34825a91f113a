package io.hotswap.domain.health;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.deployment.Observed;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.node.VersionState;
import io.hotswap.domain.routing.InMemoryRouting;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingChanges;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDocuments;
import io.hotswap.domain.routing.RoutingDraft;
import io.hotswap.domain.telemetry.HealthReport;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An environment whose nodes all serve 1.0.0 of the same plugins, in memory.
final class ServedPlugins implements RoutingDocuments, RoutingChanges, Nodes, InstantSource {
  static final Environment HERE = Environment.Development;
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final String SERVED = "1.0.0";

  int commits;
  final Set<PluginId> unreadable = new HashSet<>();
  final InMemoryRouting routing;
  private final Observed observed = new Observed(this);
  private final List<String> nodes;

  ServedPlugins(List<String> nodes, PluginId... plugins) {
    this.nodes = nodes;
    List<RoutingDocument> documents = new ArrayList<>();
    for (var plugin : plugins) {
      var version = new RoutedVersion(SERVED, new Digest("0".repeat(64)), 10, "d", "");
      documents.add(
          new RoutingDraft(plugin, plugin.toString(), HERE)
              .withVersion(version)
              .withDefaultVersion(Optional.of(SERVED))
              .build("d", NOW, ""));
    }
    this.routing = new InMemoryRouting(documents, new ArrayList<>());
  }

  TriggerEvaluator examining() {
    return new TriggerEvaluator(observed, observed, observed, this);
  }

  NodeEjection.Spot spot(PluginId plugin, String node) {
    return new NodeEjection.Spot(HERE, plugin, node);
  }

  RoutingDocument current(PluginId plugin) {
    return routing.current(plugin, HERE).orElseThrow();
  }

  /// A node's check found the plugin unhealthy so many times in a row.
  void checked(PluginId plugin, String node, int failures) {
    observed.report(
        new HealthReport(HERE, plugin, SERVED, node, node + "-1", failures, "why", NOW));
  }

  @Override
  public Optional<RoutingDocument> current(PluginId plugin, Environment environment) {
    if (unreadable.contains(plugin)) {
      throw new IllegalStateException("The document of " + plugin + " cannot be read");
    }
    return routing.current(plugin, environment);
  }

  @Override
  public Map<PluginId, Set<String>> ejected(Environment environment) {
    return routing.ejected(environment);
  }

  @Override
  public boolean commit(RoutingDocument next, AuditRecord audit) {
    commits++;
    return routing.commit(next, audit);
  }

  @Override
  public List<Lease> leases(Environment environment) {
    return nodes.stream()
        .map(it -> new Lease(HERE, it, it + "-1", it + ":1", NOW, NOW.plusSeconds(10)))
        .toList();
  }

  @Override
  public List<Acknowledgement> acknowledgements(Environment environment, PluginId plugin) {
    var states = Map.of(SERVED, VersionState.Ready);
    return nodes.stream()
        .map(
            it ->
                new Acknowledgement(
                    HERE, plugin, it, it + "-1", 1, 1, states, Optional.empty(), NOW))
        .toList();
  }

  @Override
  public Instant instant() {
    return NOW;
  }

  @Override
  public void heartbeat(Lease lease) {
    throw new AssertionError("the nodes beat by themselves");
  }

  @Override
  public void leave(Lease lease) {
    throw new AssertionError("the nodes stay");
  }

  @Override
  public void acknowledge(Acknowledgement acknowledgement) {
    throw new AssertionError("the nodes have acknowledged");
  }
}
