package io.hotswap.archive;

import io.hotswap.archive.violation.Violation;
import java.util.ArrayList;
import java.util.List;

/// The result of reading an archive.
public sealed interface ArchiveReading {
  record Accepted(PluginArchive archive) implements ArchiveReading {}

  /// @param violations at least one; the first hundred of many
  record Rejected(List<Violation> violations) implements ArchiveReading {
    private static final int MOST = 100;

    public Rejected {
      violations = shown(violations);
      if (violations.isEmpty()) {
        throw new IllegalArgumentException("a rejection needs a reason");
      }
    }

    // A manifest with a few bytes per operation could produce more violations than a response can
    // carry.
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
