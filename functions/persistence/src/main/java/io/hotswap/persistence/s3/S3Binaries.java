package io.hotswap.persistence.s3;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.plugin.Binaries;
import io.hotswap.persistence.aws.Tables;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Binaries in the bucket, by digest.
public final class S3Binaries implements Binaries {
  private static final int EXISTS_ALREADY = 412;
  private static final int PUT_AT_THE_SAME_TIME = 409;
  private static final int ATTEMPTS = 3;

  private final S3Client s3;
  private final String bucket;

  public S3Binaries(S3Client s3, Tables tables) {
    this.s3 = s3;
    this.bucket = tables.bucket();
  }

  @Override
  public void store(Digest digest, Path file) {
    for (int attempt = 1; ; attempt++) {
      try {
        put(digest, file);
        return;
      } catch (S3Exception e) {
        if (e.statusCode() == EXISTS_ALREADY) {
          return;
        }
        if (e.statusCode() != PUT_AT_THE_SAME_TIME || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void put(Digest digest, Path file) {
    // S3 verifies it too, and refuses other content.
    var checksum = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(digest.hex()));
    s3.putObject(
        it -> it.bucket(bucket).key(key(digest)).ifNoneMatch("*").checksumSHA256(checksum), file);
  }

  @Override
  public void fetch(Digest digest, Path into) {
    S3Objects.fetch(s3, bucket, key(digest), into);
  }

  @Override
  public void delete(Digest digest) {
    s3.deleteObject(request -> request.bucket(bucket).key(key(digest)));
  }

  static String key(Digest digest) {
    return "binaries/" + digest.hex();
  }
}
