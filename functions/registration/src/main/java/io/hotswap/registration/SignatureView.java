package io.hotswap.registration;

import io.hotswap.domain.trust.VersionSignature;
import java.time.Instant;
import java.util.Optional;

/// Who signed a version, as it was verified at its registration.
///
/// @param summary for people: `signed by …`, or `unsigned`
record SignatureView(
    String summary,
    Optional<String> publisher,
    Optional<String> signer,
    Optional<String> fingerprint,
    Optional<Instant> timestampedAt) {
  static SignatureView of(Optional<VersionSignature> signature) {
    return new SignatureView(
        signature.map(it -> "signed by " + it.publisher()).orElse("unsigned"),
        signature.map(VersionSignature::publisher),
        signature.map(VersionSignature::signer),
        signature.map(VersionSignature::fingerprint),
        signature.flatMap(VersionSignature::timestampedAt));
  }
}
