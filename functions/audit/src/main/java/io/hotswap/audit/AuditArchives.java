package io.hotswap.audit;

import io.hotswap.domain.audit.integrity.AuditVerification;
import io.hotswap.domain.audit.integrity.RetentionDigest;
import io.hotswap.domain.ids.Digest;
import io.hotswap.persistence.audit.AuditTrail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/// AuditArchives of removed records, as retention digests name them.
final class AuditArchives {
  private final Source source;

  private AuditArchives(Source source) {
    this.source = source;
  }

  private interface Source {
    Optional<byte[]> find(String name) throws IOException;
  }

  static AuditArchives bucket(S3Client s3, String bucket) {
    return new AuditArchives(name -> AuditTrail.archive(s3, bucket, name));
  }

  static AuditArchives files(Path folder) {
    return new AuditArchives(
        name -> file(folder.resolve(name.substring(name.lastIndexOf('/') + 1))));
  }

  private static Optional<byte[]> file(Path path) throws IOException {
    return Files.exists(path) ? Optional.of(Files.readAllBytes(path)) : Optional.empty();
  }

  /// @param signed over the digest's bytes
  void verify(String name, Digest signed, RetentionDigest digest, AuditVerification verification)
      throws IOException {
    var archive = digest.archive();
    var found = source.find(archive.name());
    var intact = found.filter(it -> Digest.of(Digest.sha256().digest(it)).equals(archive.digest()));
    verification.retention(name, signed, digest, intact.isPresent());
    if (found.isEmpty()) {
      verification.missingArchive(archive.name(), name);
    } else if (intact.isEmpty()) {
      verification.alteredArchive(archive.name(), name);
    } else {
      AuditTrail.verifyArchive(archive.name(), intact.get(), verification);
    }
  }
}
