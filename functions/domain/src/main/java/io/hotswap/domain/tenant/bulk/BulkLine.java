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
/// @param move of its pin to another version
public record BulkLine(
    String tenant,
    Optional<Boolean> enabled,
    Optional<WantedPin> pin,
    boolean unpin,
    Optional<Quota> quota,
    boolean noQuota,
    Optional<PluginAccess> access,
    boolean noAccess,
    Optional<PinMove> move) {
  public BulkLine(
      String tenant,
      Optional<Boolean> enabled,
      Optional<WantedPin> pin,
      boolean unpin,
      Optional<Quota> quota,
      boolean noQuota,
      Optional<PluginAccess> access,
      boolean noAccess) {
    this(tenant, enabled, pin, unpin, quota, noQuota, access, noAccess, Optional.empty());
  }

  /// A pin is moved and everything else stays.
  static BulkLine moving(String tenant, PinMove move) {
    return new BulkLine(
        tenant,
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        false,
        Optional.empty(),
        false,
        Optional.of(move));
  }

  public record WantedPin(String version, Optional<Instant> expiresAt) {}

  /// A pin keeps its end. What is not pinned to the first version any more stays where it is: a
  /// tenant is moved once.
  public record PinMove(String from, String to) {}
}
