package io.hotswap.domain.tenant;

import io.hotswap.domain.routing.Quota;
import io.hotswap.domain.routing.TenantRouting;
import java.util.Optional;

/// What holds for tenants as long as nothing else is set for them.
///
/// @param platformQuota the stage's limits of every tenant's calls of every plugin
/// @param pluginQuota a plugin's, in the place of the stage's
public record TenantDefaults(
    AccessDefault access, Optional<Quota> platformQuota, Optional<Quota> pluginQuota) {
  /// Every tenant may use every plugin without limits.
  public static final TenantDefaults OPEN =
      new TenantDefaults(AccessDefault.Open, Optional.empty());

  /// Of a stage.
  public TenantDefaults(AccessDefault access, Optional<Quota> quota) {
    this(access, quota, Optional.empty());
  }

  /// @param everyTenant what is set of the plugin for every tenant; empty when nothing is
  public TenantDefaults ofPlugin(Optional<TenantPlugin> everyTenant) {
    return new TenantDefaults(
        access, platformQuota, everyTenant.flatMap(it -> it.quota().ceiling()));
  }

  /// @param everyTenant what is set of the plugin for every tenant
  public TenantDefaults ofPlugin(TenantPlugin everyTenant) {
    return ofPlugin(Optional.of(everyTenant));
  }

  public Optional<Quota> quota() {
    return pluginQuota.or(() -> platformQuota);
  }

  /// Of a tenant that has no settings of a plugin.
  public TenantRouting routing() {
    return new TenantRouting(access == AccessDefault.Open, true, Optional.empty(), quota(), 0);
  }
}
