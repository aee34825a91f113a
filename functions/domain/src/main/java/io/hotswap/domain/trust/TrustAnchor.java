package io.hotswap.domain.trust;

import java.time.Instant;
import java.util.Optional;

/// A certificate that signatures are traced to.
///
/// @param fingerprint its SHA-256 in hexadecimal
/// @param certificate its DER in base64
/// @param retiredAt from when on it admits no new signatures; those made before stay valid
public record TrustAnchor(
    String fingerprint,
    String subject,
    String certificate,
    Instant notAfter,
    Instant addedAt,
    Optional<Instant> retiredAt) {
  TrustAnchor retired(Instant at) {
    return retiredAt.isPresent()
        ? this
        : new TrustAnchor(fingerprint, subject, certificate, notAfter, addedAt, Optional.of(at));
  }

  TrustAnchor inUse() {
    return new TrustAnchor(fingerprint, subject, certificate, notAfter, addedAt, Optional.empty());
  }
}
