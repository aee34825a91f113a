package io.hotswap.runtime.routing;

import io.hotswap.domain.plugin.PluginId;
import io.hotswap.domain.routing.Route;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.loading.LoadedVersion;
import java.util.List;

/// Connects calls to versions. One volatile read a call; a change replaces the whole snapshot.
public final class Switchboard {
  private final String nodeId;
  private volatile Snapshot snapshot = Snapshot.EMPTY;

  public Switchboard(String nodeId) {
    this.nodeId = nodeId;
  }

  /// Enters the version that serves a tenant now.
  ///
  /// @param plugin GUID or name
  public Target route(String plugin, String tenant) {
    while (true) {
      var now = snapshot;
      var found = now.find(plugin);
      if (found.isEmpty()) {
        return now.isComing(plugin) ? new Target.NotReady() : new Target.NotDeployed();
      }
      var routing = found.get();
      switch (routing.document().route(tenant, nodeId)) {
        case Route.Disabled() -> {
          return new Target.Disabled();
        }
        case Route.NotDeployed() -> {
          return new Target.NotDeployed();
        }
        case Route.To to -> {
          var version = ready(routing, to);
          if (version.enter()) {
            return new Target.Entered(
                version, routing.document().generation(), version.bundle(to.bundle()));
          }
          // Retired between our read and our entering; what replaced it is published already.
          Thread.onSpinWait();
        }
      }
    }
  }

  private static LoadedVersion ready(PluginRouting routing, Route.To to) {
    var version = routing.ready().get(to.version().version());
    if (version == null) {
      throw new IllegalStateException(
          "Routed to " + to.version() + ", which serves nobody by the document's own word");
    }
    return version;
  }

  /// The document of each plugin that calls are routed by.
  public List<RoutingDocument> inForce() {
    return snapshot.documents();
  }

  /// From here on calls go by this routing.
  ///
  /// @return the number of plugins that calls are routed to
  public synchronized int publish(PluginRouting routing) {
    snapshot = snapshot.with(routing);
    return snapshot.size();
  }

  /// A routing document is there, its versions are not yet.
  public synchronized void expect(PluginId pluginId) {
    snapshot = snapshot.awaiting(pluginId);
  }
}
