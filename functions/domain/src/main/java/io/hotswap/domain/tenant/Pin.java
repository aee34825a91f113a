package io.hotswap.domain.tenant;

import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.text.BoundedText;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Keeps a tenant at a version, whatever is deployed.
///
/// @param reason why, as given by who pinned
/// @param expiresAt when the control plane ends it; empty: never
public record Pin(
    RoutedVersion version, String reason, Instant since, Optional<Instant> expiresAt) {
  private static final Duration NOTICE = Duration.ofDays(1);

  public Pin {
    reason = BoundedText.sentence(reason);
  }

  /// When its end is announced; empty when it has none.
  public Optional<Instant> announcedAt() {
    return expiresAt.map(it -> it.minus(NOTICE));
  }

  boolean hasExpired(Instant now) {
    return expiresAt.filter(it -> !now.isBefore(it)).isPresent();
  }

  /// Whether both say the same, whenever they were made.
  boolean isLike(Pin other) {
    return version.release().equals(other.version.release())
        && version.digest().equals(other.version.digest())
        && reason.equals(other.reason)
        && expiresAt.equals(other.expiresAt);
  }
}
