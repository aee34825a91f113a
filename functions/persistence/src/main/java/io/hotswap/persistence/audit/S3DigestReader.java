package io.hotswap.persistence.audit;

import io.hotswap.domain.audit.integrity.AuditDigests;
import io.hotswap.domain.audit.retention.DigestReader;
import io.hotswap.domain.ids.Digest;
import io.hotswap.persistence.stored.audit.StoredAuditDigest;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/// Digests as [S3AuditDigests] put them.
public final class S3DigestReader implements DigestReader {
  private final S3Client s3;
  private final String bucket;
  private final DigestVerifier verifier;

  public S3DigestReader(S3Client s3, String bucket, DigestVerifier verifier) {
    this.s3 = s3;
    this.bucket = bucket;
    this.verifier = verifier;
  }

  @Override
  public Optional<Signed> next(Optional<Instant> after) {
    var key = after.map(S3AuditDigests.NAME::format).orElse(S3AuditDigests.FOLDER);
    return s3
        .listObjectsV2(
            it -> it.bucket(bucket).prefix(S3AuditDigests.FOLDER).startAfter(key).maxKeys(1))
        .contents()
        .stream()
        .findFirst()
        .map(it -> read(it.key()));
  }

  private Signed read(String key) {
    var text = s3.getObjectAsBytes(it -> it.bucket(bucket).key(key)).asUtf8String();
    var payload = verifier.payload(text).orElseThrow(() -> altered(key));
    var digest = StoredAuditDigest.read(key, payload);
    if (!key.equals(S3AuditDigests.NAME.format(digest.at()))) {
      throw altered(key);
    }
    return new Signed(new AuditDigests.Last(digest.at(), Digest.over(text)), digest);
  }

  static IllegalStateException altered(String key) {
    return new IllegalStateException("Digest " + key + " was altered: nothing is removed");
  }
}
