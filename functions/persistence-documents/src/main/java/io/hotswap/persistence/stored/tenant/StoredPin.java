package io.hotswap.persistence.stored.tenant;

import io.hotswap.domain.tenant.Pin;
import io.hotswap.persistence.stored.routing.StoredRoutedVersion;
import java.time.Instant;
import java.util.Optional;

record StoredPin(
    StoredRoutedVersion version, String reason, Instant since, Optional<Instant> expiresAt) {
  static StoredPin of(Pin it) {
    return new StoredPin(
        StoredRoutedVersion.of(it.version()), it.reason(), it.since(), it.expiresAt());
  }

  Pin toDomain() {
    return new Pin(version.toDomain(), reason, since, expiresAt);
  }
}
