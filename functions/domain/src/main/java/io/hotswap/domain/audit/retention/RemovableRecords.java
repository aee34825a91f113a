package io.hotswap.domain.audit.retention;

import io.hotswap.domain.audit.integrity.RetentionDigest;
import java.util.List;

/// Records, for the one who may remove them.
public interface RemovableRecords {
  /// A part of a chain in the order of its numbers. Consistent read.
  ///
  /// @param from inclusive
  /// @param to inclusive
  List<StoredLine> between(String subject, long from, long to);

  /// Removes the fronts of chains, of each the first record first, so that what is left when this
  /// ends early is a chain still.
  ///
  /// @param begins where the chains begin afterwards
  void removeBefore(List<RetentionDigest.Begin> begins);
}
