package io.hotswap.archive;

import io.hotswap.archive.violation.Violation;
import java.util.ArrayList;
import java.util.List;

/// What came of reading an archive.
public sealed interface ArchiveReading {
  record Accepted(PluginArchive archive) implements ArchiveReading {}

  /// @param violations every one that was found, at least one; the first hundred of many
  record Rejected(List<Violation> violations) implements ArchiveReading {
    private static final int MOST = 100;

    public Rejected {
      violations = shown(violations);
      if (violations.isEmpty()) {
        throw new IllegalArgumentException("a rejection needs a reason");
      }
    }

    // A manifest of a few bytes an operation makes more of them than an answer can carry.
    private static List<Violation> shown(List<Violation> all) {
      if (all.size() <= MOST) {
        return List.copyOf(all);
      }
      var shown = new ArrayList<>(all.subList(0, MOST));
      shown.add(
          Violation.ofArchive(
              "no more than the first " + MOST + " of these",
              (all.size() - MOST) + " more are not listed; mend those above first"));
      return List.copyOf(shown);
    }
  }
}
