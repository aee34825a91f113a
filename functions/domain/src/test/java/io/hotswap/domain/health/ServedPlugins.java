package io.hotswap.domain.health;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.node.VersionState;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingChanges;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDocuments;
import io.hotswap.domain.routing.RoutingDraft;
import io.hotswap.domain.telemetry.CallStats;
import io.hotswap.domain.telemetry.HealthReport;
import io.hotswap.domain.telemetry.HealthReports;
import io.hotswap.domain.telemetry.MinuteStats;
import io.hotswap.domain.telemetry.TenantSample;
import io.hotswap.domain.telemetry.TenantSamples;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// An environment whose nodes all serve 1.0.0 of the same plugins, in memory.
final class ServedPlugins
    implements RoutingDocuments,
        RoutingChanges,
        Nodes,
        HealthReports,
        CallStats,
        TenantSamples,
        InstantSource {
  static final Environment HERE = Environment.Development;
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final String SERVED = "1.0.0";

  int commits;
  Runnable beforeChange = () -> {};
  final Set<PluginId> unreadable = new HashSet<>();
  private final Map<PluginId, RoutingDocument> documents = new HashMap<>();
  private final Map<String, HealthReport> reports = new HashMap<>();
  private final List<String> nodes;

  ServedPlugins(List<String> nodes, PluginId... plugins) {
    this.nodes = nodes;
    for (var plugin : plugins) {
      var version = new RoutedVersion(SERVED, new Digest("0".repeat(64)), 10, "d", "");
      documents.put(
          plugin,
          new RoutingDraft(plugin, plugin.toString(), HERE)
              .withVersion(version)
              .withDefaultVersion(Optional.of(SERVED))
              .build("d", NOW, ""));
    }
  }

  TriggerEvaluator examining() {
    return new TriggerEvaluator(this, this, this, this);
  }

  NodeEjection.Spot spot(PluginId plugin, String node) {
    return new NodeEjection.Spot(HERE, plugin, node);
  }

  RoutingDocument current(PluginId plugin) {
    return Objects.requireNonNull(documents.get(plugin));
  }

  /// A node's check found the plugin unhealthy so many times in a row.
  void checked(PluginId plugin, String node, int failures) {
    report(new HealthReport(HERE, plugin, SERVED, node, node + "-1", failures, "why", NOW));
  }

  @Override
  public Optional<RoutingDocument> current(PluginId plugin, Environment environment) {
    if (unreadable.contains(plugin)) {
      throw new IllegalStateException("The document of " + plugin + " cannot be read");
    }
    return Optional.ofNullable(documents.get(plugin));
  }

  @Override
  public Map<PluginId, Set<String>> ejected(Environment environment) {
    Map<PluginId, Set<String>> ejected = new HashMap<>();
    documents.forEach((plugin, document) -> ejected.put(plugin, document.supervision().ejected()));
    ejected.values().removeIf(Set::isEmpty);
    return ejected;
  }

  @Override
  public boolean commit(RoutingDocument next, AuditRecord audit) {
    var meanwhile = beforeChange;
    beforeChange = () -> {};
    meanwhile.run();
    commits++;
    UnaryOperator<RoutingDocument> replaced =
        before -> before.generation() == next.generation() - 1 ? next : before;
    return documents.computeIfPresent(next.pluginId(), (plugin, it) -> replaced.apply(it)) == next;
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
  public void report(HealthReport report) {
    reports.put(report.pluginId() + "#" + report.nodeId(), report);
  }

  @Override
  public List<HealthReport> of(Environment environment, PluginId plugin) {
    return reports.values().stream().filter(it -> it.pluginId().equals(plugin)).toList();
  }

  @Override
  public List<MinuteStats> of(
      Environment environment, PluginId plugin, String version, Instant from, Instant until) {
    return List.of();
  }

  @Override
  public List<TenantSample> of(Environment environment, PluginId plugin, String window) {
    return List.of();
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

  @Override
  public void record(MinuteStats minute) {
    throw new AssertionError("nobody counts");
  }

  @Override
  public void record(TenantSample sample) {
    throw new AssertionError("nothing is analysed");
  }
}
