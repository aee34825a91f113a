package io.hotswap.runtime.routing;

import io.hotswap.domain.routing.Route;
import io.hotswap.runtime.quota.Quotas;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Where the calls of each tenant go by one routing of a plugin. Worked out at a tenant's first
/// call: the routing is immutable, so it is the same for all that follow.
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

  /// One that is [entered][RouteResult.Entered] has still to be entered.
  RouteResult of(String tenant) {
    var known = byTenant.get(tenant);
    if (known != null) {
      return known;
    }
    var found = connect(tenant);
    if (byTenant.size() < MOST) {
      byTenant.put(tenant, found);
    }
    return found;
  }

  private RouteResult connect(String tenant) {
    var here = here(tenant);
    boolean answers = here instanceof RouteResult.Entered || here instanceof RouteResult.Cold;
    return answers && isEjected() ? new RouteResult.Ejected(here) : here;
  }

  /// Whether the plugin is sick on this node, as its document says.
  boolean isEjected() {
    return routing.document().supervision().ejected().contains(nodeId);
  }

  private RouteResult here(String tenant) {
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
