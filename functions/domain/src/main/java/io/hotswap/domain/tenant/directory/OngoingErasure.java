package io.hotswap.domain.tenant.directory;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import java.util.UUID;

/// An erasure that has not ended. What it erases is not changed meanwhile: it would be left over.
public record OngoingErasure(UUID id) {
  /// @param pointer to what names the tenant or the plugin
  public Refusal refusal(String pointer) {
    return Refusal.of(
        ErrorCode.BEING_ERASED,
        "All that is kept of it is being erased, by the erasure " + id + ".",
        pointer,
        "a tenant, and a plugin, of which nothing is being erased",
        "Send it again when the erasure has ended, some ten minutes after it was asked for.");
  }
}
