package io.hotswap.domain.trust;

import java.time.Instant;
import java.util.Optional;

/// The signature of a version, as it was verified when it was registered.
///
/// @param cms the signature in base64
/// @param digestAlgorithm that it is made over, such as `SHA-256`
/// @param contentDigest of the archive by that algorithm, in hexadecimal
/// @param signer the subject of the signer's certificate
/// @param fingerprint the SHA-256 of the signer's certificate, in hexadecimal
/// @param seenAt when it was registered: the time of the signature unless it is timestamped
/// @param timestampedAt what its timestamp says, if it has one
public record VersionSignature(
    String cms,
    String digestAlgorithm,
    String contentDigest,
    String publisher,
    String signer,
    String fingerprint,
    Instant seenAt,
    Optional<Instant> timestampedAt) {
  /// The same signature, to be verified over other bytes than those that it was stored with.
  ///
  /// @param digest of them by [#digestAlgorithm]
  public VersionSignature over(String digest) {
    return new VersionSignature(
        cms, digestAlgorithm, digest, publisher, signer, fingerprint, seenAt, timestampedAt);
  }
}
