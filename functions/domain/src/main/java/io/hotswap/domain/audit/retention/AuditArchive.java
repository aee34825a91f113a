package io.hotswap.domain.audit.retention;

import io.hotswap.domain.audit.integrity.RetentionDigest;
import java.util.List;

/// Removed records, where nobody can change or remove them.
public interface AuditArchive {
  /// The same records are put there once, however often they are added.
  RetentionDigest.Archive add(List<StoredLine> records);
}
