package io.hotswap.runtime.routing;

import io.hotswap.domain.routing.Route;
import io.hotswap.domain.tenant.ConfiguredTenantPlugin;
import io.hotswap.domain.tenant.TenantConfiguration;
import io.hotswap.runtime.loading.LoadedVersion;
import io.hotswap.runtime.quota.Quotas;
import io.hotswap.runtime.secrets.TenantSecrets;
import io.hotswap.runtime.tenants.TenantTable;
import io.hotswap.spi.Configuration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The route of each tenant under one routing of a plugin. Computed at a tenant's first call and
/// kept until the tenant's settings change, since the routing is immutable.
final class TenantRoutes {
  private static final int MOST = 20_000;

  private final PluginRouting routing;
  private final String nodeId;
  private final Quotas quotas;
  private final TenantTable tenants;
  private final TenantSecrets secrets;
  private final Map<String, RouteResult> byTenant = new ConcurrentHashMap<>();

  TenantRoutes(
      PluginRouting routing,
      String nodeId,
      Quotas quotas,
      TenantTable tenants,
      TenantSecrets secrets) {
    this.routing = routing;
    this.nodeId = nodeId;
    this.quotas = quotas;
    this.tenants = tenants;
    this.secrets = secrets;
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
    return byTenant.size() < MOST
        ? byTenant.computeIfAbsent(tenant, this::resolve)
        : resolve(tenant);
  }

  /// Resolves the tenant's route anew at its next call. Its settings have changed before, so that a
  /// route being resolved at the same time is either forgotten here or made from the new ones.
  void forget(String tenant) {
    byTenant.remove(tenant);
  }

  /// The same for all tenants.
  void forgetAll() {
    byTenant.clear();
  }

  /// Tells the version that serves the tenant of its changed configuration.
  void tellConfiguration(String tenant) {
    var document = routing.document();
    var own = tenants.find(document.pluginId(), tenant);
    var settings = tenants.routing(document.pluginId(), own);
    if (document.route(tenant, settings, nodeId) instanceof Route.To to) {
      var version = routing.ready().get(to.version().release());
      if (version != null) {
        version.configured(tenant, configuration(version, own, secrets));
      }
    }
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

  /// What the version gets for a tenant.
  static Configuration configuration(
      LoadedVersion version, Optional<ConfiguredTenantPlugin> own, TenantSecrets secrets) {
    var stored = own.flatMap(ConfiguredTenantPlugin::configuration);
    return secrets.with(version.configuration(stored.map(TenantConfiguration::values)), stored);
  }

  private RouteResult localRoute(String tenant) {
    var document = routing.document();
    // Read once: a bundle names the configuration that the call gets.
    var own = tenants.find(document.pluginId(), tenant);
    var settings = tenants.routing(document.pluginId(), own);
    return switch (document.route(tenant, settings, nodeId)) {
      case Route.Disabled() -> new RouteResult.Disabled();
      case Route.NotDeployed() -> new RouteResult.NotDeployed();
      case Route.To to -> {
        var name = to.version().release();
        var version = routing.ready().get(name);
        yield version == null
            ? routing.absent(name)
            : RouteResult.Entered.counted(
                    version,
                    document.generation(),
                    version.bundle(to.configuration()),
                    configuration(version, own, secrets),
                    quotas.of(document, tenant, settings.quota()),
                    tenant)
                .saying(deprecation(to.version().version()));
      }
    };
  }

  private @Nullable DeprecationHeaders deprecation(String version) {
    return tenants
        .deprecation(routing.document().pluginId(), version)
        .map(DeprecationHeaders::of)
        .orElse(null);
  }
}
