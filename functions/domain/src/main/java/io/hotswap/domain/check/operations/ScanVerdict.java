package io.hotswap.domain.check.operations;

import io.hotswap.domain.check.CheckEngine;
import java.util.List;

/// What a malware scanner says of a binary.
public sealed interface ScanVerdict {
  /// No result yet: the scanner is at work, or does not answer.
  ///
  /// @param reason in one sentence
  record Pending(String reason) implements ScanVerdict {}

  record Clean(CheckEngine engine) implements ScanVerdict {}

  /// @param threats not empty
  record Infected(CheckEngine engine, List<Threat> threats) implements ScanVerdict {
    public Infected {
      threats = List.copyOf(threats);
      if (threats.isEmpty()) {
        throw new IllegalArgumentException("Infected by nothing");
      }
    }
  }

  /// The scanner has looked and cannot say: it would say the same again.
  ///
  /// @param where in the archive
  /// @param reason in one sentence
  record Failed(CheckEngine engine, String where, String reason) implements ScanVerdict {}

  /// @param name in the scanner's words
  /// @param where in the archive; of nested archives each, with `!/` between
  record Threat(String name, String where) {}
}
