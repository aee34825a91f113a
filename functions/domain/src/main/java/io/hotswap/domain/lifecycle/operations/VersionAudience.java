package io.hotswap.domain.lifecycle.operations;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.routing.Route;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDocuments;
import io.hotswap.domain.routing.TenantRouting;
import io.hotswap.domain.routing.TenantRoutings;
import io.hotswap.domain.telemetry.Tenants;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Which tenants a version serves now, by the routing rule: of those that have called the plugin in
/// the last thirty days or have set something of it.
public final class VersionAudience {
  // In a rolling deployment nodes differ; none has this name, so the rule says what serves before.
  private static final String ANY_NODE = "";

  private final RoutingDocuments routing;
  private final TenantRoutings settings;
  private final Tenants tenants;

  public VersionAudience(RoutingDocuments routing, TenantRoutings settings, Tenants tenants) {
    this.routing = routing;
    this.settings = settings;
    this.tenants = tenants;
  }

  /// By tenant, with the environments in which it serves them.
  NavigableMap<String, List<Environment>> of(PluginId plugin, SemanticVersion version) {
    NavigableMap<String, List<Environment>> served = new TreeMap<>();
    for (var environment : Environment.values()) {
      var document = routing.current(plugin, environment);
      var own = settings.of(environment, plugin);
      var names = new HashSet<>(own.own().keySet());
      names.addAll(tenants.of(environment, plugin));
      for (var tenant : names) {
        if (serves(version, document, tenant, own.of(tenant))) {
          served.computeIfAbsent(tenant, it -> new ArrayList<>()).add(environment);
        }
      }
    }
    return served;
  }

  private static boolean serves(
      SemanticVersion version,
      Optional<RoutingDocument> document,
      String tenant,
      TenantRouting settings) {
    return document
        .map(it -> it.route(tenant, settings, ANY_NODE))
        .filter(it -> it instanceof Route.To to && to.version().version().equals(version.text()))
        .isPresent();
  }
}
