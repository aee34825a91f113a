package io.hotswap.runtime.routing;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.Bundle;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.caching.CoarseClock;
import io.hotswap.runtime.loading.LoadedVersion;
import io.hotswap.runtime.quota.Quotas;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Connects calls to versions. One volatile read a call; a change replaces the whole snapshot.
public final class RouteTable {
  private static final Logger LOG = LoggerFactory.getLogger(RouteTable.class);

  private final String nodeId;
  private final InstantSource clock;
  private final CoarseClock ticks;
  private final Quotas quotas;
  private volatile RoutingSnapshot routingSnapshot = RoutingSnapshot.EMPTY;

  /// @param ticks tells when a version was last called
  public RouteTable(String nodeId, InstantSource clock, CoarseClock ticks, Quotas quotas) {
    this.nodeId = nodeId;
    this.clock = clock;
    this.ticks = ticks;
    this.quotas = quotas;
  }

  /// Enters the version that serves a tenant now.
  ///
  /// @param plugin GUID or name
  public RouteResult route(String plugin, String tenant) {
    return route(plugin, tenant, false);
  }

  /// @param here whether it has to be answered here, though the plugin may be sick on this node
  public RouteResult route(String plugin, String tenant, boolean here) {
    while (true) {
      var now = routingSnapshot;
      var routes = now.find(plugin);
      if (routes == null) {
        return missing(now, plugin);
      }
      var route = routes.of(tenant);
      if (here && route instanceof RouteResult.Ejected(RouteResult ours)) {
        route = ours;
      }
      if (!(route instanceof RouteResult.Entered line)) {
        return route;
      }
      if (line.version().enter()) {
        return admit(line);
      }
      var quarantined = quarantined(line.version());
      if (quarantined.isPresent()) {
        return quarantined.get();
      }
      // Retired between our read and our entering; what replaced it is published already.
      Thread.onSpinWait();
    }
  }

  private static Optional<RouteResult> quarantined(LoadedVersion version) {
    return version
        .quarantined()
        .map(why -> new RouteResult.Quarantined(version.ref().label(), why));
  }

  private RouteResult admit(RouteResult.Entered line) {
    boolean admitted = false;
    try {
      int tick = ticks.now();
      var exhausted = line.allowance().enter(tick);
      admitted = exhausted == null;
      if (exhausted != null) {
        return new RouteResult.OverQuota(line.version().ref().pluginName(), exhausted);
      }
      line.version().used(tick);
      return line;
    } finally {
      if (!admitted) {
        line.version().leave();
      }
    }
  }

  private static RouteResult missing(RoutingSnapshot now, String plugin) {
    return now.isComing(plugin) ? new RouteResult.NotReady() : new RouteResult.NotDeployed();
  }

  /// Enters the version that a preview token opens. The tenant's own will stands: who switched the
  /// plugin off gets no preview of it.
  ///
  /// @param token as it came
  /// @param here as with [#route]
  public RouteResult preview(String plugin, String tenant, String token, boolean here) {
    while (true) {
      var now = routingSnapshot;
      var routes = now.find(plugin);
      if (routes == null) {
        return missing(now, plugin);
      }
      var routing = routes.routing();
      if (routing.document().disabled().contains(tenant)) {
        return new RouteResult.Disabled();
      }
      switch (routing.preview(token, clock.instant())) {
        case Result.Refused<String>(Refusal refusal) -> {
          return new RouteResult.NoPreview(refusal);
        }
        case Result.Done<String>(String version) -> {
          if (!here && routes.isEjected()) {
            // Looked up only when no other node answers.
            return new RouteResult.Ejected(new RouteResult.NotReady());
          }
          var target = entered(routing, version, tenant);
          if (target.isPresent()) {
            return target.get();
          }
          Thread.onSpinWait();
        }
      }
    }
  }

  // Empty when the version was retired between our read and our entering.
  private Optional<RouteResult> entered(PluginRouting routing, String name, String tenant) {
    var document = routing.document();
    var version = routing.ready().get(name);
    if (version == null) {
      return Optional.of(
          routing.cold().contains(name) ? routing.cold(name) : new RouteResult.NotReady());
    }
    long configuration = document.configurations().getOrDefault(tenant, 0L);
    var bundle = version.bundle(new Bundle(version.ref().routed().digest(), configuration));
    // Put together before it enters: what fails here has nothing to leave.
    var line =
        RouteResult.Entered.uncounted(
            version, document.generation(), bundle, quotas.of(document, tenant));
    return version.enter() ? Optional.of(admit(line)) : quarantined(version);
  }

  /// The document that a plugin's calls are routed by.
  public Optional<RoutingDocument> inForce(String plugin) {
    return Optional.ofNullable(routingSnapshot.find(plugin)).map(it -> it.routing().document());
  }

  /// The document of each plugin that calls are routed by.
  public List<RoutingDocument> inForce() {
    return routingSnapshot.documents();
  }

  /// From here on calls go by this routing.
  ///
  /// @return the number of plugins that calls are routed to
  public synchronized int publish(PluginRouting routing) {
    tellEjection(routing.document());
    routingSnapshot = routingSnapshot.with(new TenantRoutes(routing, nodeId, quotas));
    quotas.published(routing.document());
    return routingSnapshot.size();
  }

  private void tellEjection(RoutingDocument next) {
    var before = routingSnapshot.find(next.pluginId().toString());
    boolean was = before != null && before.isEjected();
    boolean is = next.supervision().ejected().contains(nodeId);
    if (was != is) {
      LOG.info(
          is
              ? "{} is sick on this node: its calls are given to others"
              : "{} is answered on this node again",
          next.pluginName());
    }
  }

  /// A routing document is there, its versions are not yet.
  public synchronized void expect(PluginId pluginId) {
    routingSnapshot = routingSnapshot.awaiting(pluginId);
  }
}
