package io.hotswap.domain.audit.retention;

import io.hotswap.domain.audit.integrity.AuditDigest;
import io.hotswap.domain.audit.integrity.AuditDigests;
import java.time.Instant;
import java.util.Optional;

/// Digests that are read back. One whose signature is not of its content is a fault.
public interface DigestReader {
  record Signed(AuditDigests.Last name, AuditDigest digest) {}

  /// The first after a time, or of all.
  Optional<Signed> next(Optional<Instant> after);
}
