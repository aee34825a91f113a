package io.hotswap.domain.trust;

import io.hotswap.domain.text.BoundedText;
import java.time.Instant;

/// A certificate that no longer counts.
///
/// @param fingerprint the SHA-256 of any certificate of a chain, in hexadecimal
/// @param from signatures from then on do not count; the epoch: none does
/// @param at when it was revoked
public record Revocation(String fingerprint, Instant from, String reason, Instant at) {
  public Revocation {
    reason = BoundedText.sentence(reason);
  }
}
