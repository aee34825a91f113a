package io.hotswap.persistence.stored.registry;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.plugin.Upload;
import io.hotswap.domain.plugin.UploadDeclaration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// An upload in the plugins' table.
public record StoredUpload(
    UUID id,
    Declaration announcement,
    long size,
    Optional<String> multipartId,
    Instant validUntil,
    Optional<SemanticVersion> completed,
    Optional<String> beganBy) {
  public static StoredUpload of(Upload it) {
    return new StoredUpload(
        it.id(),
        Declaration.of(it.announcement()),
        it.size(),
        it.multipartId(),
        it.validUntil(),
        it.completed(),
        it.beganBy());
  }

  public Upload toDomain() {
    return new Upload(
        id, announcement.toDomain(), size, multipartId, validUntil, completed, beganBy);
  }

  record Declaration(String name, Optional<String> version, Optional<Digest> digest) {
    static Declaration of(UploadDeclaration it) {
      return new Declaration(it.name(), it.version(), it.digest());
    }

    UploadDeclaration toDomain() {
      return new UploadDeclaration(name, version, digest);
    }
  }
}
