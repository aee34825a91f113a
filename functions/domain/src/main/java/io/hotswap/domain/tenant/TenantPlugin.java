package io.hotswap.domain.tenant;

import io.hotswap.domain.routing.TenantRouting;
import java.time.Instant;
import java.util.Optional;

/// A tenant's settings of one plugin in one environment.
///
/// @param configuration version of its configuration; 0 when it has none
/// @param revision grows with every change; 0: nothing was ever set
public record TenantPlugin(
    TenantPluginId id,
    boolean enabled,
    Optional<Pin> pin,
    TenantQuota quota,
    long configuration,
    long revision,
    Instant changedAt) {
  /// Of a tenant that has set nothing: it is served by defaults.
  public static TenantPlugin unset(TenantPluginId id) {
    return new TenantPlugin(id, true, Optional.empty(), TenantQuota.NONE, 0, 0, Instant.EPOCH);
  }

  public boolean isUnset() {
    return revision == 0;
  }

  public TenantPlugin withEnabled(boolean next) {
    return new TenantPlugin(id, next, pin, quota, configuration, revision, changedAt);
  }

  public TenantPlugin withPin(Optional<Pin> next) {
    return new TenantPlugin(id, enabled, next, quota, configuration, revision, changedAt);
  }

  public TenantPlugin withQuota(TenantQuota next) {
    return new TenantPlugin(id, enabled, pin, next, configuration, revision, changedAt);
  }

  public TenantPlugin withConfiguration(long next) {
    return new TenantPlugin(id, enabled, pin, quota, next, revision, changedAt);
  }

  /// The next revision.
  public TenantPlugin written(Instant now) {
    return new TenantPlugin(id, enabled, pin, quota, configuration, revision + 1, now);
  }

  /// What nodes route by.
  public TenantRouting routing() {
    return new TenantRouting(enabled, pin.map(Pin::version), quota.inForce(), configuration);
  }
}
