package io.hotswap.domain.check;

import io.hotswap.domain.text.BoundedText;
import java.time.Instant;
import java.util.Optional;

/// What came to a check's result.
///
/// @param name with its version, where it has one
/// @param signaturesOf date of the signatures that it compared with, of a scanner
public record CheckEngine(String name, Optional<Instant> signaturesOf) {
  public CheckEngine {
    name = BoundedText.name(name);
  }

  public static CheckEngine of(String name) {
    return new CheckEngine(name, Optional.empty());
  }
}
