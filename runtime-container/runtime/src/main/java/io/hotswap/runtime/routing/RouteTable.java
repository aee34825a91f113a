package io.hotswap.runtime.routing;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.runtime.caching.CoarseClock;
import io.hotswap.runtime.loading.LoadedVersion;
import io.hotswap.runtime.quota.Quotas;
import io.hotswap.runtime.quota.RateLimit;
import io.hotswap.runtime.secrets.TenantSecrets;
import io.hotswap.runtime.tenants.TenantTable;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Routes calls to versions. One volatile read per call; a change replaces the whole snapshot.
public final class RouteTable {
  private static final Logger LOG = LoggerFactory.getLogger(RouteTable.class);

  private final String nodeId;
  private final InstantSource clock;
  private final CoarseClock ticks;
  private final Quotas quotas;
  private final TenantTable tenants;
  private final TenantSecrets secrets;
  private volatile RoutingSnapshot routingSnapshot = RoutingSnapshot.EMPTY;

  /// @param ticks clock for the last use of versions
  public RouteTable(
      String nodeId,
      InstantSource clock,
      CoarseClock ticks,
      Quotas quotas,
      TenantTable tenants,
      TenantSecrets secrets) {
    this.nodeId = nodeId;
    this.clock = clock;
    this.ticks = ticks;
    this.quotas = quotas;
    this.tenants = tenants;
    this.secrets = secrets;
  }

  /// Routes a call to the version that serves a tenant now, and enters it.
  ///
  /// @param plugin GUID or name
  public RouteResult route(String plugin, String tenant) {
    return route(plugin, tenant, false, 0);
  }

  /// @param here whether it has to be answered by this node, even where the document ejects it
  /// @param bytes of the call's body
  public RouteResult route(String plugin, String tenant, boolean here, int bytes) {
    while (true) {
      var now = routingSnapshot;
      var routes = now.find(plugin);
      if (routes == null) {
        return missing(now, plugin);
      }
      var route = routes.of(tenant);
      if (here && route instanceof RouteResult.Ejected(RouteResult fallback)) {
        route = fallback;
      }
      if (!(route instanceof RouteResult.Entered entered)) {
        return route;
      }
      if (entered.version().enter()) {
        return admit(entered, bytes);
      }
      var quarantined = quarantined(entered.version());
      if (quarantined.isPresent()) {
        return quarantined.get();
      }
      // Retired between the read and the entering; its replacement is published already.
      Thread.onSpinWait();
    }
  }

  private static Optional<RouteResult> quarantined(LoadedVersion version) {
    return version
        .quarantined()
        .map(why -> new RouteResult.Quarantined(version.ref().label(), why));
  }

  private RouteResult admit(RouteResult.Entered entered, int bytes) {
    boolean admitted = false;
    try {
      int tick = ticks.now();
      var exhausted = entered.allowance().enter(tick, bytes);
      admitted = exhausted == null;
      if (exhausted != null) {
        return new RouteResult.OverQuota(entered.version().ref().pluginName(), exhausted);
      }
      entered.version().used(tick);
      return entered.allowance().countsBytes() ? entered.holding(bytes) : entered;
    } finally {
      if (!admitted) {
        entered.version().leave();
      }
    }
  }

  /// What the client of a call is told of its tenant's quota; null when there is none.
  public @Nullable RateLimit rateLimit(RouteResult.Entered entered) {
    return entered.allowance().rateLimit(ticks.now());
  }

  private static RouteResult missing(RoutingSnapshot now, String plugin) {
    return now.isAwaited(plugin) ? new RouteResult.NotReady() : new RouteResult.NotDeployed();
  }

  /// Routes a call to the version that a preview token gives access to, and enters it. A tenant
  /// that disabled the plugin, or may not use it, gets no preview of it.
  ///
  /// @param token as received, not verified
  /// @param here as with [#route]
  /// @param bytes as with [#route]
  public RouteResult preview(String plugin, String tenant, String token, boolean here, int bytes) {
    while (true) {
      var now = routingSnapshot;
      var routes = now.find(plugin);
      if (routes == null) {
        return missing(now, plugin);
      }
      var routing = routes.routing();
      var settings = tenants.routing(routing.document().pluginId(), tenant);
      if (!settings.permitted()) {
        return new RouteResult.NotDeployed();
      }
      if (!settings.enabled()) {
        return new RouteResult.Disabled();
      }
      switch (routing.preview(token, clock.instant())) {
        case Result.Refused<String>(Refusal refusal) -> {
          return new RouteResult.NoPreview(refusal);
        }
        case Result.Done<String>(String version) -> {
          if (!here && routes.isEjected()) {
            // The fallback is looked up again when no other node answers.
            return new RouteResult.Ejected(new RouteResult.NotReady());
          }
          var target = entered(routing, version, tenant, bytes);
          if (target.isPresent()) {
            return target.get();
          }
          Thread.onSpinWait();
        }
      }
    }
  }

  // Empty when the version was retired between the read and the entering.
  private Optional<RouteResult> entered(
      PluginRouting routing, String name, String tenant, int bytes) {
    var document = routing.document();
    var version = routing.ready().get(name);
    if (version == null) {
      return Optional.of(routing.absent(name));
    }
    var own = tenants.find(document.pluginId(), tenant);
    var settings = tenants.routing(document.pluginId(), own);
    var bundle = version.bundle(settings.configuration());
    // Built before the version is entered: a failure here has nothing to leave.
    var entered =
        RouteResult.Entered.uncounted(
            version,
            document.generation(),
            bundle,
            TenantRoutes.configuration(version, own, secrets),
            quotas.of(document, tenant, settings.quota()));
    return version.enter() ? Optional.of(admit(entered, bytes)) : quarantined(version);
  }

  /// The document that a plugin's calls are routed by.
  public Optional<RoutingDocument> activeRouting(String plugin) {
    return Optional.ofNullable(routingSnapshot.find(plugin)).map(it -> it.routing().document());
  }

  /// The document of each plugin that calls are routed by.
  public List<RoutingDocument> activeRouting() {
    return routingSnapshot.documents();
  }

  /// Routes a plugin's calls by this routing from here on.
  ///
  /// @return the number of plugins that calls are routed to
  public synchronized int publish(PluginRouting routing) {
    logEjection(routing.document());
    routingSnapshot =
        routingSnapshot.with(new TenantRoutes(routing, nodeId, quotas, tenants, secrets));
    return routingSnapshot.size();
  }

  private void logEjection(RoutingDocument next) {
    var before = routingSnapshot.find(next.pluginId().toString());
    boolean was = before != null && before.isEjected();
    boolean is = next.supervision().ejected().contains(nodeId);
    if (was != is) {
      LOG.info(
          is
              ? "{} is ejected on this node: its calls are forwarded to others"
              : "{} is no longer ejected on this node",
          next.pluginName());
    }
  }

  /// Whether calls of a plugin may be routed to the version now.
  public boolean holds(PluginId pluginId, String version) {
    var routes = routingSnapshot.find(pluginId.toString());
    return routes != null && routes.routing().holds(version);
  }

  /// Routes a tenant's next calls by the settings that the tenant has now.
  public void settingsChanged(TenantPluginId id) {
    secrets.settingsChanged(id.pluginId(), id.tenant());
    var routes = routingSnapshot.find(id.pluginId().toString());
    if (id.isOfEveryTenant()) {
      quotas.tenants(id.pluginId()).forEach(it -> forgetUnlimited(id.pluginId(), it));
      if (routes != null) {
        routes.forgetAll();
      }
    } else {
      forgetUnlimited(id.pluginId(), id.tenant());
      if (routes != null) {
        routes.forget(id.tenant());
      }
    }
  }

  private void forgetUnlimited(PluginId pluginId, String tenant) {
    if (tenants.routing(pluginId, tenant).quota().isEmpty()) {
      quotas.forget(pluginId, tenant);
    }
  }

  /// Tells the version that serves the tenant, if one does here.
  public void configurationChanged(PluginId pluginId, String tenant) {
    var routes = routingSnapshot.find(pluginId.toString());
    if (routes != null) {
      routes.tellConfiguration(tenant);
    }
  }

  /// Notes that the plugin has a routing document, whose versions are not ready yet.
  public synchronized void expect(PluginId pluginId) {
    routingSnapshot = routingSnapshot.withAwaited(pluginId);
  }
}
