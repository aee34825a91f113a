package io.hotswap.domain.tenant.bulk;

import io.hotswap.domain.routing.Quota;
import java.time.Instant;
import java.util.Optional;

/// What a job changes of one tenant's settings; what is empty or false stays as it is.
///
/// @param unpin whether a pin is removed
/// @param quota the platform's ceiling
/// @param noQuota whether the ceiling is removed
public record BulkLine(
    String tenant,
    Optional<Boolean> enabled,
    Optional<WantedPin> pin,
    boolean unpin,
    Optional<Quota> quota,
    boolean noQuota) {
  public record WantedPin(String version, Optional<Instant> expiresAt) {}
}
