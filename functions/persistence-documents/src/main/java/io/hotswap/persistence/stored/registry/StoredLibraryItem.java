package io.hotswap.persistence.stored.registry;

import io.hotswap.domain.check.CheckEngine;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.library.LibraryCoordinates;
import io.hotswap.domain.library.StoredLibrary;
import java.time.Instant;
import java.util.Optional;

/// A stored library in the plugins' table.
///
/// @param coordinates `group:artifact:version`
public record StoredLibraryItem(
    Digest digest,
    String coordinates,
    long size,
    String source,
    String scannedBy,
    Optional<Instant> signaturesOf,
    Instant storedAt) {
  public static StoredLibraryItem of(StoredLibrary it) {
    return new StoredLibraryItem(
        it.digest(),
        it.coordinates().toString(),
        it.size(),
        it.source(),
        it.scannedBy().name(),
        it.scannedBy().signaturesOf(),
        it.storedAt());
  }

  public StoredLibrary toDomain() {
    return new StoredLibrary(
        digest,
        LibraryCoordinates.parse(coordinates),
        size,
        source,
        new CheckEngine(scannedBy, signaturesOf),
        storedAt);
  }
}
