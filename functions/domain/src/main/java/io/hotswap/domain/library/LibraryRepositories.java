package io.hotswap.domain.library;

import io.hotswap.domain.audit.AuditRecord;

/// The list of allowed repositories of the stack.
public interface LibraryRepositories {
  /// Consistent read; [RepositoryList#EMPTY] where nobody has written one.
  RepositoryList current();

  /// Writes a list over that of the revision before, with its audit record.
  ///
  /// @return false when another change won
  boolean commit(RepositoryList next, AuditRecord audit);
}
