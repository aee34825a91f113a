package io.hotswap.persistence.audit;

import io.hotswap.domain.audit.integrity.RetentionDigest;
import io.hotswap.domain.audit.retention.RetentionDigests;
import io.hotswap.domain.ids.Digest;
import io.hotswap.persistence.stored.audit.StoredRetentionDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// Retention digests in the bucket of digests: `retention/<number>.jws`.
public final class S3RetentionDigests implements RetentionDigests {
  static final String FOLDER = "retention/";

  private final S3Client s3;
  private final String bucket;
  private final DigestSigner signer;
  private final DigestVerifier verifier;

  public S3RetentionDigests(
      S3Client s3, String bucket, DigestSigner signer, DigestVerifier verifier) {
    this.s3 = s3;
    this.bucket = bucket;
    this.signer = signer;
    this.verifier = verifier;
  }

  @Override
  public List<Signed> all() {
    return s3.listObjectsV2Paginator(it -> it.bucket(bucket).prefix(FOLDER)).contents().stream()
        .map(it -> read(it.key()))
        .toList();
  }

  private Signed read(String key) {
    var text = s3.getObjectAsBytes(it -> it.bucket(bucket).key(key)).asUtf8String();
    var payload = verifier.payload(text).orElseThrow(() -> S3DigestReader.altered(key));
    return new Signed(StoredRetentionDigest.read(key, payload), Digest.over(text));
  }

  @Override
  public Optional<Signed> add(RetentionDigest digest) {
    var text = signer.sign(StoredRetentionDigest.write(digest));
    var key = String.format(Locale.ROOT, "%s%010d.jws", FOLDER, digest.number());
    var body = RequestBody.fromString(text);
    return LockedObjects.add(s3, bucket, key, S3AuditDigests.TYPE, body)
        ? Optional.of(new Signed(digest, Digest.over(text)))
        : Optional.empty();
  }
}
