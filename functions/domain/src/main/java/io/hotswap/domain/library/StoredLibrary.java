package io.hotswap.domain.library;

import io.hotswap.domain.check.CheckEngine;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.text.BoundedText;
import java.time.Instant;

/// A library that is stored, once for all that pin its digest.
///
/// @param coordinates under which it was obtained
/// @param size of the jar in bytes
/// @param source the name of the repository that it is from, or how else it came
/// @param scannedBy what has found nothing in it
public record StoredLibrary(
    Digest digest,
    LibraryCoordinates coordinates,
    long size,
    String source,
    CheckEngine scannedBy,
    Instant storedAt) {
  public StoredLibrary {
    source = BoundedText.name(source);
    if (size < 1) {
      throw new IllegalArgumentException("A jar of " + size + " bytes");
    }
  }
}
