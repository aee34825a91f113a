package io.hotswap.domain.audit.integrity;

import io.hotswap.domain.ids.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The ends of all chains that moved since the digest before. It names at least all records whose
/// time is between that digest's time less [DigestingAudit#OVERLAP] and its own.
///
/// @param at names it
/// @param previous over the bytes of the digest before; empty in the first
public record AuditDigest(Instant at, Optional<Digest> previous, List<Head> heads) {
  public AuditDigest {
    heads = List.copyOf(heads);
  }

  /// The last record of a chain: of how many, and its digest.
  public record Head(String subject, long sequence, Digest digest) {}
}
