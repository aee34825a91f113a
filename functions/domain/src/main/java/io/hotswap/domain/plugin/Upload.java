package io.hotswap.domain.plugin;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A binary on its way.
///
/// @param size of the whole binary in bytes, as announced
/// @param multipartId the store's name for the parts that belong together; empty for a single piece
/// @param validUntil when it expires
/// @param completed the version that it became
public record Upload(
    UUID id,
    Announcement announcement,
    long size,
    Optional<String> multipartId,
    Instant validUntil,
    Optional<SemanticVersion> completed) {
  public static final long SINGLE_PIECE = 16L << 20;
  public static final long PART = 16L << 20;
  public static final long LARGEST = 100L << 20;

  public boolean inParts() {
    return size > SINGLE_PIECE;
  }

  public int parts() {
    return Math.toIntExact((size + PART - 1) / PART);
  }

  /// Bytes of a part, counted from 1.
  public long partSize(int number) {
    return Math.min(PART, size - (number - 1) * PART);
  }

  boolean expired(Instant now) {
    return !now.isBefore(validUntil);
  }

  Upload to(Optional<String> multipart) {
    return new Upload(id, announcement, size, multipart, validUntil, completed);
  }

  Upload completedAs(SemanticVersion version) {
    return new Upload(id, announcement, size, multipartId, validUntil, Optional.of(version));
  }
}
