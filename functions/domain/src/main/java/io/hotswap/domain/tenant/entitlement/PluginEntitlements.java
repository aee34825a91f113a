package io.hotswap.domain.tenant.entitlement;

import io.hotswap.domain.access.Caller;
import io.hotswap.domain.access.Policy;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.tenant.TenantAuthority;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.TenantPlugins;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Which plugins a tenant's owners may use and know of. The platform's staff know all.
public final class PluginEntitlements {
  private final TenantPlugins stored;
  private final TenantDefaults defaults;

  public PluginEntitlements(TenantPlugins stored, TenantDefaults defaults) {
    this.stored = stored;
    this.defaults = defaults;
  }

  /// Refuses a tenant's owner what the tenant may not use. The same whether or not there is such a
  /// plugin, where nobody has decided about it.
  public Result<TenantPluginId> checked(Caller caller, TenantPluginId id) {
    return Policy.seesOperations(caller) ? Result.done(id) : checked(TenantAuthority.Tenant, id);
  }

  /// The same for a change, by whom it is made for.
  public Result<TenantPluginId> checked(TenantAuthority authority, TenantPluginId id) {
    return authority == TenantAuthority.Platform || permitted(List.of(id)).contains(id)
        ? Result.done(id)
        : Result.refused(
            ErrorCode.NO_PLUGIN_ACCESS,
            "Tenant %s may not use the plugin in %s; the platform's Admins grant access."
                .formatted(id.tenant(), id.environment()));
  }

  /// Whether the settings' tenant may use their plugin.
  public boolean isPermitted(TenantPlugin it) {
    return it.routing(defaults).permitted();
  }

  /// Whether a caller may know of a plugin: the tenant may use it in some environment.
  public boolean shows(Caller caller, PluginId plugin) {
    return !shown(caller, List.of(plugin)).isEmpty();
  }

  /// The same in one environment.
  public boolean shows(Caller caller, PluginId plugin, Environment environment) {
    return !shown(caller, List.of(plugin), EnumSet.of(environment)).isEmpty();
  }

  /// Those plugins that a caller may know of.
  public Set<PluginId> shown(Caller caller, Collection<PluginId> plugins) {
    return shown(caller, plugins, EnumSet.allOf(Environment.class));
  }

  /// The same in some environments. Of a caller without a tenant nothing was decided.
  public Set<PluginId> shown(
      Caller caller, Collection<PluginId> plugins, Set<Environment> environments) {
    return Policy.seesOperations(caller)
        ? Set.copyOf(plugins)
        : caller
            .tenant()
            .map(it -> usable(it, plugins, environments))
            .orElseGet(() -> defaults.routing().permitted() ? Set.copyOf(plugins) : Set.of());
  }

  private Set<PluginId> usable(
      String tenant, Collection<PluginId> plugins, Set<Environment> environments) {
    var ids =
        environments.stream()
            .flatMap(it -> plugins.stream().map(plugin -> new TenantPluginId(it, plugin, tenant)))
            .distinct()
            .toList();
    return permitted(ids).stream()
        .map(TenantPluginId::pluginId)
        .collect(Collectors.toUnmodifiableSet());
  }

  private Set<TenantPluginId> permitted(List<TenantPluginId> ids) {
    var known = stored.settings(ids).stream().collect(Collectors.toMap(TenantPlugin::id, it -> it));
    return ids.stream()
        .filter(it -> isPermitted(known.getOrDefault(it, TenantPlugin.unset(it))))
        .collect(Collectors.toUnmodifiableSet());
  }
}
