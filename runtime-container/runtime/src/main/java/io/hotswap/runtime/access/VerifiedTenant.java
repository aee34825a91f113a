package io.hotswap.runtime.access;

import io.hotswap.identity.VerifiedToken;
import java.time.Instant;

/// All that is remembered of a verified token.
///
/// @param tenant empty when the token names none
record VerifiedTenant(String tenant, Instant expiresAt) {
  static VerifiedTenant of(VerifiedToken token) {
    return new VerifiedTenant(token.caller().tenant().orElse(""), token.expiresAt());
  }
}
