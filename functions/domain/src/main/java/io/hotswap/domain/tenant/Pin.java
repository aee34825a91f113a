package io.hotswap.domain.tenant;

import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.text.BoundedText;
import java.time.Instant;
import java.util.Optional;

/// Keeps a tenant at a version, whatever is deployed.
///
/// @param reason why, as given by who pinned
/// @param expiresAt when the control plane ends it; empty: never
public record Pin(
    RoutedVersion version, String reason, Instant since, Optional<Instant> expiresAt) {
  public Pin {
    reason = BoundedText.sentence(reason);
  }

  /// Whether both say the same, whenever they were made.
  boolean isLike(Pin other) {
    return version.version().equals(other.version.version())
        && version.digest().equals(other.version.digest())
        && reason.equals(other.reason)
        && expiresAt.equals(other.expiresAt);
  }
}
