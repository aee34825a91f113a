package io.hotswap.domain.tenant;

import io.hotswap.domain.lifecycle.DeprecationDates;
import io.hotswap.domain.routing.TenantRouting;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A tenant's settings of one plugin in one environment.
///
/// @param access what an Admin has decided; empty: the stage's default holds
/// @param configuration version of its configuration; 0 when it has none
/// @param deprecated of what is set for every tenant: the plugin's deprecated versions, for nodes
/// @param revision grows with every change; 0: nothing was ever set
public record TenantPlugin(
    TenantPluginId id,
    Optional<PluginAccess> access,
    boolean enabled,
    Optional<Pin> pin,
    TenantQuota quota,
    long configuration,
    Map<String, DeprecationDates> deprecated,
    long revision,
    Instant changedAt) {
  public TenantPlugin {
    deprecated = Map.copyOf(deprecated);
  }

  /// Of one tenant.
  public TenantPlugin(
      TenantPluginId id,
      Optional<PluginAccess> access,
      boolean enabled,
      Optional<Pin> pin,
      TenantQuota quota,
      long configuration,
      long revision,
      Instant changedAt) {
    this(id, access, enabled, pin, quota, configuration, Map.of(), revision, changedAt);
  }

  /// Of a tenant that has set nothing: it is served by defaults.
  public static TenantPlugin unset(TenantPluginId id) {
    return new TenantPlugin(
        id, Optional.empty(), true, Optional.empty(), TenantQuota.NONE, 0, 0, Instant.EPOCH);
  }

  public TenantPlugin withAccess(Optional<PluginAccess> next) {
    return new TenantPlugin(
        id, next, enabled, pin, quota, configuration, deprecated, revision, changedAt);
  }

  public boolean isUnset() {
    return revision == 0;
  }

  public TenantPlugin withEnabled(boolean next) {
    return new TenantPlugin(
        id, access, next, pin, quota, configuration, deprecated, revision, changedAt);
  }

  public TenantPlugin withPin(Optional<Pin> next) {
    return new TenantPlugin(
        id, access, enabled, next, quota, configuration, deprecated, revision, changedAt);
  }

  public TenantPlugin withQuota(TenantQuota next) {
    return new TenantPlugin(
        id, access, enabled, pin, next, configuration, deprecated, revision, changedAt);
  }

  public TenantPlugin withConfiguration(long next) {
    return new TenantPlugin(id, access, enabled, pin, quota, next, deprecated, revision, changedAt);
  }

  public TenantPlugin withDeprecated(Map<String, DeprecationDates> next) {
    return new TenantPlugin(
        id, access, enabled, pin, quota, configuration, next, revision, changedAt);
  }

  /// The next revision.
  public TenantPlugin written(Instant now) {
    return new TenantPlugin(
        id, access, enabled, pin, quota, configuration, deprecated, revision + 1, now);
  }

  /// Whether nothing that is set keeps the tenant's calls away.
  public boolean isServed() {
    return enabled && access.filter(it -> it == PluginAccess.Refused).isEmpty();
  }

  /// What nodes route by.
  public TenantRouting routing(TenantDefaults defaults) {
    return new TenantRouting(
        defaults.access().isPermitted(access),
        enabled,
        pin.map(Pin::version),
        quota.inForce(defaults),
        configuration);
  }
}
