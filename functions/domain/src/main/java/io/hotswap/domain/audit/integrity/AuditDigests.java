package io.hotswap.domain.audit.integrity;

import io.hotswap.domain.ids.Digest;
import java.time.Instant;
import java.util.Optional;

/// Signed digests, where nobody can change or remove them.
public interface AuditDigests {
  /// @param at of the digest
  /// @param signed over its bytes as they are stored, signature included
  record Last(Instant at, Digest signed) {}

  /// The newest one before a time.
  Optional<Last> last(Instant before);

  /// Signs and stores a digest.
  ///
  /// @return false when there is one of that time
  boolean add(AuditDigest digest);
}
