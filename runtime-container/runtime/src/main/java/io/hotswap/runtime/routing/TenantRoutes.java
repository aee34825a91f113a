package io.hotswap.runtime.routing;

import io.hotswap.domain.routing.Route;
import io.hotswap.runtime.quota.Quotas;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The route of each tenant under one routing of a plugin. Computed at a tenant's first call and
/// kept, since the routing is immutable.
final class TenantRoutes {
  private static final int MOST = 20_000;

  private final PluginRouting routing;
  private final String nodeId;
  private final Quotas quotas;
  private final Map<String, RouteResult> byTenant = new ConcurrentHashMap<>();

  TenantRoutes(PluginRouting routing, String nodeId, Quotas quotas) {
    this.routing = routing;
    this.nodeId = nodeId;
    this.quotas = quotas;
  }

  PluginRouting routing() {
    return routing;
  }

  /// A tenant's route. A [RouteResult.Entered] among these has still to be entered.
  RouteResult of(String tenant) {
    var known = byTenant.get(tenant);
    if (known != null) {
      return known;
    }
    var found = resolve(tenant);
    if (byTenant.size() < MOST) {
      byTenant.put(tenant, found);
    }
    return found;
  }

  private RouteResult resolve(String tenant) {
    var here = localRoute(tenant);
    boolean answers = here instanceof RouteResult.Entered || here instanceof RouteResult.Cold;
    return answers && isEjected() ? new RouteResult.Ejected(here) : here;
  }

  /// Whether the plugin's document ejects this node.
  boolean isEjected() {
    return routing.document().supervision().ejected().contains(nodeId);
  }

  private RouteResult localRoute(String tenant) {
    return switch (routing.document().route(tenant, nodeId)) {
      case Route.Disabled() -> new RouteResult.Disabled();
      case Route.NotDeployed() -> new RouteResult.NotDeployed();
      case Route.To to -> {
        var name = to.version().version();
        var version = routing.ready().get(name);
        yield version == null
            ? routing.cold(name)
            : RouteResult.Entered.counted(
                version,
                routing.document().generation(),
                version.bundle(to.bundle()),
                quotas.of(routing.document(), tenant),
                tenant);
      }
    };
  }
}
