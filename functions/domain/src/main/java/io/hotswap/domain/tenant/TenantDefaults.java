package io.hotswap.domain.tenant;

import io.hotswap.domain.routing.Quota;
import io.hotswap.domain.routing.RoutedTenants;
import io.hotswap.domain.routing.TenantRouting;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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

  /// Of all tenants of a plugin.
  ///
  /// @param settings of the plugin, that of every tenant too
  public RoutedTenants routing(List<TenantPlugin> settings) {
    var ofPlugin = ofPlugin(settings.stream().filter(it -> it.id().isOfEveryTenant()).findFirst());
    var own =
        settings.stream()
            .filter(it -> !it.id().isOfEveryTenant())
            .collect(Collectors.toMap(it -> it.id().tenant(), it -> it.routing(ofPlugin)));
    return new RoutedTenants(own, ofPlugin.routing());
  }
}
