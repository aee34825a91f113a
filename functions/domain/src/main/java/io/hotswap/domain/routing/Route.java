package io.hotswap.domain.routing;

/// The result of the routing rule.
public sealed interface Route {
  /// @param configuration the tenant's configuration version, 0 when it has none
  record To(RoutedVersion version, long configuration) implements Route {}

  /// The tenant disabled the plugin.
  record Disabled() implements Route {}

  /// No version serves here.
  record NotDeployed() implements Route {}
}
