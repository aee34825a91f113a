package io.hotswap.domain.audit;

import io.hotswap.domain.ids.Digest;
import java.util.Optional;

/// A record at its place in its subject's chain.
///
/// @param sequence counts the subject's records from 1
/// @param previous digest of the record before; empty for the first
/// @param text the record as it is stored, its sequence number and `previous` included
public record AuditEntry(
    AuditRecord record, long sequence, Optional<Digest> previous, String text) {
  /// What the next record names as `previous`.
  public Digest digest() {
    return Digest.over(text);
  }
}
