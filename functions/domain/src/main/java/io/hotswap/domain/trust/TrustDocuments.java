package io.hotswap.domain.trust;

import io.hotswap.domain.audit.AuditRecord;

/// The trust document of the stack: content-addressed, selected by a generation that only grows.
public interface TrustDocuments {
  /// Consistent read; [TrustDocument#NOBODY] where nobody has written one.
  TrustDocument current();

  /// Writes a document over that of the generation before, with its audit record.
  ///
  /// @return false when another change won
  boolean commit(TrustDocument next, AuditRecord audit);
}
