package io.hotswap.domain.tenant.entitlement;

import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.TenantPlugins;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/// What holds for the tenants of a plugin that have set nothing else.
public final class PluginDefaults {
  private final TenantPlugins stored;
  private final TenantDefaults stage;

  public PluginDefaults(TenantPlugins stored, TenantDefaults stage) {
    this.stored = stored;
    this.stage = stage;
  }

  public TenantDefaults of(TenantPluginId id) {
    return stage.ofPlugin(stored.find(everyTenant(id)));
  }

  /// By settings.
  public Map<TenantPluginId, TenantDefaults> of(Collection<TenantPlugin> settings) {
    var ids = settings.stream().map(it -> everyTenant(it.id())).distinct().toList();
    var known =
        stored.settings(ids).stream().collect(Collectors.toMap(TenantPlugin::id, stage::ofPlugin));
    return settings.stream()
        .map(TenantPlugin::id)
        .collect(Collectors.toMap(it -> it, it -> known.getOrDefault(everyTenant(it), stage)));
  }

  private static TenantPluginId everyTenant(TenantPluginId id) {
    return TenantPluginId.ofEveryTenant(id.environment(), id.pluginId());
  }
}
