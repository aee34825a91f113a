package io.hotswap.runtime.routing;

import io.hotswap.domain.routing.Route;
import io.hotswap.runtime.quota.Quotas;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Where the calls of each tenant go by one routing of a plugin. Worked out at a tenant's first
/// call: the routing is immutable, so it is the same for all that follow.
final class Lines {
  private static final int MOST = 20_000;

  private final PluginRouting routing;
  private final String nodeId;
  private final Quotas quotas;
  private final Map<String, Target> byTenant = new ConcurrentHashMap<>();

  Lines(PluginRouting routing, String nodeId, Quotas quotas) {
    this.routing = routing;
    this.nodeId = nodeId;
    this.quotas = quotas;
  }

  PluginRouting routing() {
    return routing;
  }

  /// One that is [entered][Target.Entered] has still to be entered.
  Target of(String tenant) {
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

  private Target connect(String tenant) {
    var here = here(tenant);
    boolean answers = here instanceof Target.Entered || here instanceof Target.Cold;
    return answers && isEjected() ? new Target.Ejected(here) : here;
  }

  /// Whether the plugin is sick on this node, as its document says.
  boolean isEjected() {
    return routing.document().supervision().aside().contains(nodeId);
  }

  private Target here(String tenant) {
    return switch (routing.document().route(tenant, nodeId)) {
      case Route.Disabled() -> new Target.Disabled();
      case Route.NotDeployed() -> new Target.NotDeployed();
      case Route.To to -> {
        var name = to.version().version();
        var version = routing.ready().get(name);
        yield version == null
            ? routing.cold(name)
            : Target.Entered.counted(
                version,
                routing.document().generation(),
                version.bundle(to.bundle()),
                quotas.of(routing.document(), tenant),
                tenant);
      }
    };
  }
}
