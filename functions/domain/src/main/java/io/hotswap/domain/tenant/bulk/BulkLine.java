package io.hotswap.domain.tenant.bulk;

import io.hotswap.domain.routing.Quota;
import io.hotswap.domain.tenant.PluginAccess;
import java.time.Instant;
import java.util.Optional;

/// What a job changes of one tenant's settings; what is empty or false stays as it is.
///
/// @param unpin whether a pin is removed
/// @param quota the platform's ceiling
/// @param noQuota whether the ceiling is removed
/// @param access whether the tenant may use the plugin, for an Admin to decide
/// @param noAccess whether such a decision is removed
public record BulkLine(
    String tenant,
    Optional<Boolean> enabled,
    Optional<WantedPin> pin,
    boolean unpin,
    Optional<Quota> quota,
    boolean noQuota,
    Optional<PluginAccess> access,
    boolean noAccess) {
  public record WantedPin(String version, Optional<Instant> expiresAt) {}
}
