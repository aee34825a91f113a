package io.hotswap.runtime.reconciliation;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.disk.RoutingSnapshotStore;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.routing.PluginRouting;
import io.hotswap.runtime.routing.RouteTable;
import io.hotswap.telemetry.Telemetry;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Routes calls by another document, and saves it for the next start.
public final class RoutingSwitch {
  private static final Logger LOG = LoggerFactory.getLogger(RoutingSwitch.class);

  private final RouteTable routeTable;
  private final RoutingSnapshotStore snapshotStore;
  private final NodeMetrics metrics;
  private final Telemetry telemetry;
  private final String nodeId;

  public RoutingSwitch(
      RouteTable routeTable,
      RoutingSnapshotStore snapshotStore,
      NodeMetrics metrics,
      Telemetry telemetry,
      String nodeId) {
    this.routeTable = routeTable;
    this.snapshotStore = snapshotStore;
    this.metrics = metrics;
    this.telemetry = telemetry;
    this.nodeId = nodeId;
  }

  /// The plugin has a document, whose versions are not ready yet.
  void expect(PluginId pluginId) {
    routeTable.expect(pluginId);
  }

  void switchTo(PluginRouting next) throws Exception {
    var document = next.document();
    int plugins =
        telemetry.inSpan(
            "plugin.switch",
            document.traceparent(),
            () -> attributes(document),
            () -> routeTable.publish(next));
    metrics.switched(document.pluginName(), document.generation(), plugins);
    LOG.info("{} routes by generation {}", document.pluginName(), document.generation());
    save(document);
  }

  /// The same document, with other versions loaded.
  void republish(PluginRouting changed) {
    routeTable.publish(changed);
  }

  /// The generation that calls of a plugin are routed by, from where calls read it; 0: none.
  long activeGeneration(String pluginName) {
    return routeTable.activeRouting(pluginName).map(RoutingDocument::generation).orElse(0L);
  }

  private void save(RoutingDocument document) {
    try {
      snapshotStore.save(document);
    } catch (IOException e) {
      LOG.error(
          "Generation {} of {} cannot be kept on disk: a restart would begin with an older one",
          document.generation(),
          document.pluginName(),
          e);
    }
  }

  private Map<String, String> attributes(RoutingDocument document) {
    Map<String, String> attributes = new HashMap<>();
    attributes.put("plugin.id", document.pluginId().toString());
    attributes.put("plugin.name", document.pluginName());
    attributes.put("deployment.id", document.deploymentId());
    attributes.put("environment", document.environment().name());
    attributes.put("generation", Long.toString(document.generation()));
    attributes.put("node.id", nodeId);
    document.defaultVersion().ifPresent(version -> attributes.put("plugin.version", version));
    return attributes;
  }
}
