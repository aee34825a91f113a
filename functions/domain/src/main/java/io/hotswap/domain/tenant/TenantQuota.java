package io.hotswap.domain.tenant;

import io.hotswap.domain.routing.Quota;
import java.util.Optional;

/// Limits of a tenant's calls: the platform sets the ceiling, the tenant may go below it.
///
/// @param ceiling set by the platform
/// @param own set by the tenant, at most the ceiling
public record TenantQuota(Optional<Quota> ceiling, Optional<Quota> own) {
  public static final TenantQuota NONE = new TenantQuota(Optional.empty(), Optional.empty());

  public TenantQuota withCeiling(Optional<Quota> next) {
    return new TenantQuota(next, own);
  }

  public TenantQuota withOwn(Optional<Quota> next) {
    return new TenantQuota(ceiling, next);
  }

  /// What nodes enforce: the lower of both, limit by limit. A ceiling that was lowered holds at
  /// once, whatever the tenant had set before.
  public Optional<Quota> inForce() {
    return own.map(mine -> ceiling.map(mine::atMost).orElse(mine)).or(() -> ceiling);
  }
}
