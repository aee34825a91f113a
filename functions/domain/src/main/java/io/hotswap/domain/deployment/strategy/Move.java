package io.hotswap.domain.deployment.strategy;

import java.time.Duration;

/// How a stage changes the routing.
public sealed interface Move {
  /// Share of the tenants that get the version once it is complete.
  default int percentage() {
    return 100;
  }

  /// Routes a growing share of the tenants to the version.
  ///
  /// @param percentage of the tenants that get it
  record TenantShare(int percentage) implements Move {}

  /// Splits the tenants over two versions.
  ///
  /// @param percentage of the tenants that get B
  record Variants(String versionA, String versionB, int percentage) implements Move {}

  /// Makes the next nodes serve the version; repeated until every live node does.
  ///
  /// @param nodes at a time
  /// @param timeout until which they must serve it healthily
  record Batch(int nodes, Duration timeout) implements Move {}

  /// @param keepsPrevious whether the previous version stays loaded
  record Everybody(boolean keepsPrevious) implements Move {}

  /// Routes everybody to the variant that was decided for. If that is the one that served before,
  /// the change is reverted.
  record Winner() implements Move {}
}
