package io.hotswap.domain.plugin;

import io.hotswap.domain.access.Caller;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.ids.SemanticVersion;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// An upload of a binary.
///
/// @param size of the whole binary in bytes, as declared
/// @param multipartId the store's id of the multipart upload; empty for a single piece
/// @param validUntil when it expires
/// @param completed the registered version; empty while it is open
/// @param beganBy subject of the caller who began it
public record Upload(
    UUID id,
    UploadDeclaration announcement,
    long size,
    Optional<String> multipartId,
    Instant validUntil,
    Optional<SemanticVersion> completed,
    Optional<String> beganBy) {
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

  /// Whether the caller began it, or is an Admin.
  boolean isOf(Caller caller) {
    return caller.is(Role.Admin) || beganBy.filter(caller.subject()::equals).isPresent();
  }

  boolean expired(Instant now) {
    return !now.isBefore(validUntil);
  }

  Upload to(Optional<String> multipart) {
    return new Upload(id, announcement, size, multipart, validUntil, completed, beganBy);
  }

  Upload completedAs(SemanticVersion version) {
    return new Upload(
        id, announcement, size, multipartId, validUntil, Optional.of(version), beganBy);
  }
}
