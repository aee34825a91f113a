package io.hotswap.domain.dependency.world;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.routing.RoutedTenants;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDocuments;
import io.hotswap.domain.routing.TenantRouting;
import io.hotswap.domain.routing.TenantRoutings;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which versions of a plugin serve which tenant. A tenant is empty: any without settings of its
/// own.
final class ServedTenants {
  private final Optional<RoutingDocument> document;
  private final RoutedTenants settings;

  ServedTenants(
      String plugin, Environment environment, RoutingDocuments routing, TenantRoutings settings) {
    var id = PluginId.of(plugin);
    this.document = routing.current(id, environment);
    this.settings = settings.of(environment, id);
  }

  /// All tenants that have settings of either plugin, and any other.
  Set<Optional<String>> and(ServedTenants other) {
    Set<Optional<String>> tenants = new HashSet<>();
    tenants.add(Optional.empty());
    settings.own().keySet().forEach(it -> tenants.add(Optional.of(it)));
    other.settings.own().keySet().forEach(it -> tenants.add(Optional.of(it)));
    return tenants;
  }

  /// Whether a deployment would move the tenant.
  boolean isMovable(Optional<String> tenant) {
    return settings(tenant).isMovable();
  }

  /// Those that may serve the tenant while the deployment in progress moves tenants.
  List<SemanticVersion> versions(Optional<String> tenant) {
    return versions(document, tenant.orElse(""), settings(tenant));
  }

  static List<SemanticVersion> versions(
      Optional<RoutingDocument> document, String tenant, TenantRouting own) {
    if (!own.permitted() || !own.enabled()) {
      return List.of();
    }
    return own
        .pin()
        .map(RoutedVersion::release)
        .map(Set::of)
        .or(() -> document.map(it -> it.unpinned(tenant, own.configuration())))
        .orElse(Set.of())
        .stream()
        .map(it -> new SemanticVersion(ReleaseKey.parse(it).version()))
        .sorted()
        .toList();
  }

  private TenantRouting settings(Optional<String> tenant) {
    return tenant.map(settings::of).orElse(settings.others());
  }
}
