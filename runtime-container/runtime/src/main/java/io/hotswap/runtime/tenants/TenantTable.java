package io.hotswap.runtime.tenants;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.lifecycle.DeprecationDates;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.TenantRouting;
import io.hotswap.domain.tenant.ConfiguredTenantPlugin;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// The tenants' settings and configurations that are in force on this node.
public final class TenantTable {
  private final Map<PluginId, Map<String, ConfiguredTenantPlugin>> byPlugin =
      new ConcurrentHashMap<>();
  private volatile TenantDefaults defaults;

  /// @param defaults what holds for tenants that have set nothing, until others are set
  public TenantTable(TenantDefaults defaults) {
    this.defaults = defaults;
  }

  /// @return whether others were in force
  public synchronized boolean setDefaults(TenantDefaults next) {
    boolean changed = !next.equals(defaults);
    defaults = next;
    return changed;
  }

  /// What a tenant's settings say about its calls.
  public TenantRouting routing(PluginId pluginId, String tenant) {
    return routing(pluginId, find(pluginId, tenant));
  }

  /// The same of settings that were read before.
  public TenantRouting routing(PluginId pluginId, Optional<ConfiguredTenantPlugin> settings) {
    var ofPlugin = defaults.ofPlugin(everyTenant(pluginId));
    return settings.map(it -> it.settings().routing(ofPlugin)).orElseGet(ofPlugin::routing);
  }

  /// Empty for a version that is not deprecated, as far as is known here.
  public Optional<DeprecationDates> deprecation(PluginId pluginId, String version) {
    return everyTenant(pluginId).flatMap(it -> Optional.ofNullable(it.deprecated().get(version)));
  }

  private Optional<TenantPlugin> everyTenant(PluginId pluginId) {
    return Optional.ofNullable(byPlugin.get(pluginId))
        .map(it -> it.get(TenantPluginId.EVERY_TENANT))
        .map(ConfiguredTenantPlugin::settings);
  }

  /// Empty when the tenant has set nothing.
  public Optional<ConfiguredTenantPlugin> find(PluginId pluginId, String tenant) {
    return Optional.ofNullable(byPlugin.get(pluginId)).map(it -> it.get(tenant));
  }

  /// Puts settings in force, unless later ones are.
  public void put(ConfiguredTenantPlugin settings) {
    of(settings.id())
        .merge(
            settings.id().tenant(),
            settings,
            (known, next) ->
                next.settings().revision() > known.settings().revision() ? next : known);
  }

  /// Puts settings in force in the place of any others: what was read last stands, also when the
  /// control plane's tables were restored to an earlier state.
  ///
  /// @return whether they differ from those that were in force
  public boolean replace(ConfiguredTenantPlugin settings) {
    return !settings.equals(of(settings.id()).put(settings.id().tenant(), settings));
  }

  /// Whether other settings of the tenant are in force.
  public boolean hasOther(TenantPlugin settings) {
    return find(settings.id().pluginId(), settings.id().tenant())
        .filter(it -> !it.settings().equals(settings))
        .isPresent();
  }

  /// Forgets settings that were erased.
  ///
  /// @return whether a configuration was in force
  public boolean remove(TenantPluginId id) {
    return Optional.ofNullable(of(id).remove(id.tenant()))
        .flatMap(ConfiguredTenantPlugin::configuration)
        .isPresent();
  }

  private Map<String, ConfiguredTenantPlugin> of(TenantPluginId id) {
    return byPlugin.computeIfAbsent(id.pluginId(), it -> new ConcurrentHashMap<>());
  }

  /// All settings of a plugin.
  public Collection<ConfiguredTenantPlugin> of(PluginId pluginId) {
    return byPlugin.getOrDefault(pluginId, Map.of()).values();
  }

  /// The versions that a plugin's tenants are pinned to.
  public Set<RoutedVersion> pins(PluginId pluginId) {
    return of(pluginId).stream()
        .flatMap(it -> it.settings().pin().stream())
        .map(Pin::version)
        .collect(Collectors.toSet());
  }
}
