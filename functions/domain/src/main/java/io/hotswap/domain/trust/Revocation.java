package io.hotswap.domain.trust;

import io.hotswap.domain.text.BoundedText;
import java.time.Instant;

/// A certificate that no longer counts.
///
/// @param fingerprint the SHA-256 of any certificate of a chain, in hexadecimal
/// @param from signatures from then on do not count; the epoch: none does
/// @param at when it was revoked
public record Revocation(
    String fingerprint, Instant from, String reason, Instant at, OnServing onServing) {
  public Revocation {
    reason = BoundedText.sentence(reason);
  }

  /// What it signed and that serves goes on serving.
  public Revocation(String fingerprint, Instant from, String reason, Instant at) {
    this(fingerprint, from, reason, at, OnServing.Report);
  }

  /// Of the same certificate: from the earlier of both dates, and what is stricter.
  Revocation and(Revocation later) {
    var strict = onServing == OnServing.RollBack ? onServing : later.onServing;
    return from.isBefore(later.from)
        ? new Revocation(fingerprint, from, reason, at, strict)
        : new Revocation(fingerprint, later.from, later.reason, later.at, strict);
  }
}
