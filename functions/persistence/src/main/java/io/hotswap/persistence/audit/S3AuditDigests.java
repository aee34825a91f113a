package io.hotswap.persistence.audit;

import io.hotswap.domain.audit.integrity.AuditDigest;
import io.hotswap.domain.audit.integrity.AuditDigests;
import io.hotswap.domain.ids.Digest;
import io.hotswap.persistence.stored.audit.StoredAuditDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Digests in a bucket of their own, which locks what is put there: `digests/<time>.jws`.
public final class S3AuditDigests implements AuditDigests {
  static final String FOLDER = "digests/";
  static final String TYPE = "application/jose";
  static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'digests/'uuuu-MM-dd'T'HHmmss'Z.jws'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final Duration RECENT = Duration.ofDays(2);
  private static final Duration EVER = Duration.ofDays(3660);

  private final S3Client s3;
  private final String bucket;
  private final DigestSigner signer;

  public S3AuditDigests(S3Client s3, String bucket, DigestSigner signer) {
    this.s3 = s3;
    this.bucket = bucket;
    this.signer = signer;
  }

  @Override
  public Optional<Last> last(Instant before) {
    return newest(before, RECENT)
        .or(() -> newest(before, EVER))
        .map(
            key ->
                new Last(
                    Instant.from(NAME.parse(key)),
                    Digest.over(
                        s3.getObjectAsBytes(it -> it.bucket(bucket).key(key)).asUtf8String())));
  }

  private Optional<String> newest(Instant before, Duration within) {
    var end = NAME.format(before);
    return keys(NAME.format(before.minus(within)))
        .filter(it -> it.compareTo(end) < 0)
        .max(String::compareTo);
  }

  private Stream<String> keys(String after) {
    return s3
        .listObjectsV2Paginator(it -> it.bucket(bucket).prefix(FOLDER).startAfter(after))
        .contents()
        .stream()
        .map(S3Object::key);
  }

  @Override
  public boolean add(AuditDigest digest) {
    var text = signer.sign(StoredAuditDigest.write(digest));
    var key = NAME.format(digest.at());
    return LockedObjects.add(s3, bucket, key, TYPE, RequestBody.fromString(text));
  }
}
