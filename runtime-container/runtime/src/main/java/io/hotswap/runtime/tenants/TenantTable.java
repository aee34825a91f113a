package io.hotswap.runtime.tenants;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.TenantRouting;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.TenantPlugin;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/// The tenants' settings that are in force on this node.
public final class TenantTable {
  private final Map<PluginId, Map<String, TenantPlugin>> byPlugin = new ConcurrentHashMap<>();

  /// What a tenant's settings say about its calls.
  public TenantRouting routing(PluginId pluginId, String tenant) {
    var tenants = byPlugin.get(pluginId);
    var settings = tenants == null ? null : tenants.get(tenant);
    return settings == null ? TenantRouting.DEFAULT : settings.routing();
  }

  /// Puts settings in force, unless later ones are.
  ///
  /// @return whether they are new here
  public boolean put(TenantPlugin settings) {
    var id = settings.id();
    var tenants = byPlugin.computeIfAbsent(id.pluginId(), it -> new ConcurrentHashMap<>());
    var isNew = new AtomicBoolean();
    tenants.compute(
        id.tenant(),
        (tenant, known) -> {
          isNew.set(known == null || settings.revision() > known.revision());
          return isNew.get() ? settings : known;
        });
    return isNew.get();
  }

  /// All settings of a plugin.
  public Collection<TenantPlugin> of(PluginId pluginId) {
    return byPlugin.getOrDefault(pluginId, Map.of()).values();
  }

  /// The versions that a plugin's tenants are pinned to.
  public Set<RoutedVersion> pins(PluginId pluginId) {
    return of(pluginId).stream()
        .flatMap(it -> it.pin().stream())
        .map(Pin::version)
        .collect(Collectors.toSet());
  }
}
