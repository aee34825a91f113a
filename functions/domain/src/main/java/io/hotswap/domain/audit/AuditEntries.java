package io.hotswap.domain.audit;

import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;

/// What was recorded. Changes append to it in their own transactions.
public interface AuditEntries {
  /// A subject's chain, newest first. Consistent read.
  Page<AuditEntry> of(AuditSubject subject, PageRequest page);

  /// Newest first; eventually consistent. A page may have fewer entries than were asked for, or
  /// none, and still a next one: a search ends a page when it has looked at many.
  Page<AuditEntry> find(AuditQuery query, PageRequest page);
}
