package io.hotswap.runtime.reconciliation;

import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.caching.CachePolicy;
import io.hotswap.runtime.controlplane.AckReporter;
import io.hotswap.runtime.crash.CrashJournal;
import io.hotswap.runtime.crash.Suspects;
import io.hotswap.runtime.disk.RoutingSnapshotStore;
import io.hotswap.runtime.loading.LoadedVersion;
import io.hotswap.runtime.loading.RetiringVersion;
import io.hotswap.runtime.loading.VersionLoader;
import io.hotswap.runtime.membership.MembershipPoller;
import io.hotswap.runtime.membership.NodeName;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.routing.PluginRouting;
import io.hotswap.runtime.routing.RouteTable;
import io.hotswap.telemetry.Telemetry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the reconcilers of all plugins share.
///
/// @param retry pause before a version whose binary could not be fetched is tried again
public record ReconcilerContext(
    NodeName node,
    VersionLoader versionLoader,
    RetiringVersion retiring,
    AcceptanceRun acceptanceRun,
    RouteTable routeTable,
    RoutingSnapshotStore snapshotStore,
    AckReporter ackReporter,
    CrashJournal journal,
    Suspects suspects,
    CachePolicy cachePolicy,
    MembershipPoller membershipPoller,
    NodeMetrics metrics,
    Telemetry telemetry,
    Clock clock,
    Duration retry) {
  private static final Logger LOG = LoggerFactory.getLogger(ReconcilerContext.class);

  /// Routes calls by this document from here on, and saves it for the next start.
  void switchTo(RoutingDocument document, Map<String, LoadedVersion> ready, Set<String> cold)
      throws Exception {
    int plugins =
        telemetry.inSpan(
            "plugin.switch",
            document.traceparent(),
            () -> attributes(document),
            () -> routeTable.publish(PluginRouting.of(document, ready, cold)));
    metrics.switched(document.pluginName(), document.generation(), plugins);
    LOG.info("{} routes by generation {}", document.pluginName(), document.generation());
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
    attributes.put("node.id", node.id());
    document.defaultVersion().ifPresent(version -> attributes.put("plugin.version", version));
    return attributes;
  }
}
