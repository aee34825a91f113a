package io.hotswap.domain.tenant.bulk;

import java.util.Optional;

/// What is known of the health of a version that tenants move to.
@FunctionalInterface
public interface MoveWatch {
  /// @param job whose beginning the version is looked at from
  /// @param from the release that the tenants come from
  /// @param to the release that they go to
  /// @return why no more of them should; empty while nothing speaks against it
  Optional<String> objection(BulkJob job, String from, String to);
}
