package io.hotswap.persistence.audit;

import io.hotswap.persistence.failure.AwsFailure;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Objects of a bucket that locks what is put there.
final class LockedObjects {
  private LockedObjects() {}

  /// @return false when there is one of that key
  static boolean add(S3Client s3, String bucket, String key, String type, RequestBody body) {
    try {
      s3.putObject(it -> it.bucket(bucket).key(key).contentType(type).ifNoneMatch("*"), body);
      return true;
    } catch (S3Exception e) {
      if (AwsFailure.of(e) == AwsFailure.Condition) {
        return false;
      }
      throw e;
    }
  }

  static Optional<byte[]> find(S3Client s3, String bucket, String key) {
    try {
      return Optional.of(s3.getObjectAsBytes(it -> it.bucket(bucket).key(key)).asByteArray());
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    }
  }
}
