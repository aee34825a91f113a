package io.hotswap.domain.tenant;

import io.hotswap.domain.routing.Quota;
import java.util.Optional;

/// Limits of a tenant's calls: the platform sets the ceiling, the tenant may go below it. Without a
/// ceiling the defaults are it.
///
/// @param ceiling set by the platform
/// @param own set by the tenant
public record TenantQuota(Optional<Quota> ceiling, Optional<Quota> own) {
  public static final TenantQuota NONE = new TenantQuota(Optional.empty(), Optional.empty());

  public TenantQuota withCeiling(Optional<Quota> next) {
    return new TenantQuota(next, own);
  }

  public TenantQuota withOwn(Optional<Quota> next) {
    return new TenantQuota(ceiling, next);
  }

  /// What the own limits cannot exceed.
  public Optional<Quota> mostOfOwn(TenantDefaults defaults) {
    return ceiling.or(defaults::quota);
  }

  /// What nodes enforce: the most specific, limit by limit, and never more than the ceiling. One
  /// that was lowered holds at once, whatever the tenant had set before.
  public Optional<Quota> inForce(TenantDefaults defaults) {
    var most = mostOfOwn(defaults);
    return own.map(mine -> most.map(mine::atMost).orElse(mine)).or(() -> most);
  }

  /// Who has set a limit that is in force.
  public enum Source {
    Platform,
    Plugin,
    Ceiling,
    Own
  }

  /// @param own one of the own limits
  /// @param inForce the same of those in force
  public <T> Source source(TenantDefaults defaults, Optional<T> own, T inForce) {
    if (own.filter(inForce::equals).isPresent()) {
      return Source.Own;
    }
    if (ceiling.isPresent()) {
      return Source.Ceiling;
    }
    return defaults.pluginQuota().isPresent() ? Source.Plugin : Source.Platform;
  }
}
