package io.hotswap.persistence.s3;

import io.hotswap.domain.idempotency.RequestHash;
import io.hotswap.domain.idempotency.RequestHashes;
import io.hotswap.persistence.failure.AwsFailure;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Hashes under a random key of the stage, an object of its bucket: whoever has the table of
/// requests alone, a backup or an export of it, cannot try which secret a request was sent with.
/// The first process that needs the key makes it; a process reads it once.
public final class S3RequestHashes implements RequestHashes {
  private static final String OBJECT = "keys/requests";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;

  private final S3Client s3;
  private final String bucket;
  private @Nullable SecretKeySpec key;

  public S3RequestHashes(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  @Override
  public RequestHash of(String digest) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key());
      var keyed = mac.doFinal(digest.getBytes(StandardCharsets.UTF_8));
      return new RequestHash("hmac:" + HexFormat.of().formatHex(keyed), digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("No " + ALGORITHM + " here", e);
    }
  }

  private synchronized SecretKeySpec key() {
    var known = key;
    if (known == null) {
      makeUnlessThere();
      known =
          new SecretKeySpec(
              s3.getObjectAsBytes(it -> it.bucket(bucket).key(OBJECT)).asByteArray(), ALGORITHM);
      key = known;
    }
    return known;
  }

  /// Before it is read: to who may not list the bucket, what is not there is forbidden.
  private void makeUnlessThere() {
    var made = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(made);
    try {
      s3.putObject(
          it -> it.bucket(bucket).key(OBJECT).ifNoneMatch("*"), RequestBody.fromBytes(made));
    } catch (S3Exception e) {
      if (AwsFailure.of(e) != AwsFailure.Condition) {
        throw e;
      }
    }
  }
}
