package io.hotswap.persistence.stored.trust;

import io.hotswap.domain.trust.VersionSignature;
import java.time.Instant;
import java.util.Optional;

/// A version's signature, in the version's item.
public record StoredSignature(
    String cms,
    String digestAlgorithm,
    String contentDigest,
    String publisher,
    String signer,
    String fingerprint,
    Instant seenAt,
    Optional<Instant> timestampedAt) {
  public static StoredSignature of(VersionSignature it) {
    return new StoredSignature(
        it.cms(),
        it.digestAlgorithm(),
        it.contentDigest(),
        it.publisher(),
        it.signer(),
        it.fingerprint(),
        it.seenAt(),
        it.timestampedAt());
  }

  public VersionSignature toDomain() {
    return new VersionSignature(
        cms, digestAlgorithm, contentDigest, publisher, signer, fingerprint, seenAt, timestampedAt);
  }
}
