package io.hotswap.archive;

import java.util.List;

/// What came of reading an archive.
public sealed interface ArchiveReading {
  record Accepted(PluginArchive archive) implements ArchiveReading {}

  /// @param violations every one that was found, at least one
  record Rejected(List<Violation> violations) implements ArchiveReading {
    public Rejected {
      violations = List.copyOf(violations);
      if (violations.isEmpty()) {
        throw new IllegalArgumentException("a rejection needs a reason");
      }
    }
  }
}
