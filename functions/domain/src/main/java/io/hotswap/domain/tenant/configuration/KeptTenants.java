package io.hotswap.domain.tenant.configuration;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.routing.KeptTenant;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDocuments;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.TenantPlugins;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tenants that deployments went around, until they have a configuration that fits. A pin comes
/// first.
public final class KeptTenants {
  private final RoutingDocuments routing;
  private final TenantPlugins settings;

  public KeptTenants(RoutingDocuments routing, TenantPlugins settings) {
    this.routing = routing;
    this.settings = settings;
  }

  public record Kept(String tenant, KeptTenant from) {}

  /// Empty for a tenant that is served like others.
  public Optional<KeptTenant> of(TenantPlugin tenant) {
    var id = tenant.id();
    return routing
        .current(id.pluginId(), id.environment())
        .flatMap(document -> kept(document, tenant));
  }

  /// By tenant. A page may have fewer than its limit: those that have moved since are left out.
  public Page<Kept> ofPlugin(Environment environment, PluginId plugin, PageRequest page) {
    return routing
        .current(plugin, environment)
        .map(it -> page(it, page))
        .orElseGet(() -> new Page<>(List.of(), Optional.empty()));
  }

  private Page<Kept> page(RoutingDocument document, PageRequest page) {
    var following =
        document.kept().keySet().stream()
            .filter(it -> page.after().filter(after -> it.compareTo(after) <= 0).isEmpty())
            .sorted()
            .toList();
    var names = following.stream().limit(page.limit()).toList();
    return new Page<>(
        settings(document, names)
            .flatMap(it -> kept(document, it).map(from -> of(it, from)).stream())
            .toList(),
        names.size() < following.size() ? Optional.of(names.getLast()) : Optional.empty());
  }

  private Stream<TenantPlugin> settings(RoutingDocument document, Collection<String> names) {
    var ids =
        names.stream()
            .map(it -> new TenantPluginId(document.environment(), document.pluginId(), it))
            .toList();
    var known =
        settings.settings(ids).stream().collect(Collectors.toMap(TenantPlugin::id, it -> it));
    return ids.stream()
        .map(it -> known.getOrDefault(it, TenantPlugin.unset(it)))
        .sorted(Comparator.comparing(it -> it.id().tenant()));
  }

  private static Kept of(TenantPlugin tenant, KeptTenant from) {
    return new Kept(tenant.id().tenant(), from);
  }

  private static Optional<KeptTenant> kept(RoutingDocument document, TenantPlugin tenant) {
    return tenant.pin().isPresent()
        ? Optional.empty()
        : document.kept(tenant.id().tenant(), tenant.configuration());
  }
}
