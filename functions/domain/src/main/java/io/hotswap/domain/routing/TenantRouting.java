package io.hotswap.domain.routing;

import java.util.Optional;

/// What a tenant's own settings of a plugin say about its calls. Beside the routing document, it is
/// the input of the routing rule.
///
/// @param permitted whether the platform lets the tenant use the plugin
/// @param enabled whether the tenant uses the plugin at all
/// @param pin the version that serves the tenant, whatever is deployed
/// @param quota the limits of its calls; empty: none
/// @param configuration version of its configuration; 0 when it has none
public record TenantRouting(
    boolean permitted,
    boolean enabled,
    Optional<RoutedVersion> pin,
    Optional<Quota> quota,
    long configuration) {
  /// Of a tenant without settings.
  public static final TenantRouting DEFAULT =
      new TenantRouting(true, true, Optional.empty(), Optional.empty(), 0);

  /// Whether a deployment may move the tenant to another version.
  public boolean isMovable() {
    return permitted && enabled && pin.isEmpty();
  }
}
