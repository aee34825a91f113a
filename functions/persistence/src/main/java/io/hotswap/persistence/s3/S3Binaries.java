package io.hotswap.persistence.s3;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.plugin.Binaries;
import io.hotswap.persistence.aws.Tables;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Binaries in the bucket, by digest; also the libraries that are not in archives.
public final class S3Binaries implements Binaries {
  static final String LIBRARIES = "libraries/";
  static final String BINARIES = "binaries/";

  private static final int EXISTS_ALREADY = 412;
  private static final int PUT_AT_THE_SAME_TIME = 409;
  private static final int ATTEMPTS = 3;

  private final S3Client s3;
  private final String bucket;
  private final String prefix;

  public S3Binaries(S3Client s3, Tables tables) {
    this(s3, tables, BINARIES);
  }

  private S3Binaries(S3Client s3, Tables tables, String prefix) {
    this.s3 = s3;
    this.bucket = tables.bucket();
    this.prefix = prefix;
  }

  public static S3Binaries ofLibraries(S3Client s3, Tables tables) {
    return new S3Binaries(s3, tables, LIBRARIES);
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
        it ->
            it.bucket(bucket).key(prefix + digest.hex()).ifNoneMatch("*").checksumSHA256(checksum),
        file);
  }

  @Override
  public void fetch(Digest digest, Path into) {
    S3Objects.fetch(s3, bucket, prefix + digest.hex(), into);
  }

  @Override
  public void fetchLibrary(Digest digest, Path into) {
    S3Objects.fetch(s3, bucket, LIBRARIES + digest.hex(), into);
  }

  @Override
  public void delete(Digest digest) {
    s3.deleteObject(request -> request.bucket(bucket).key(prefix + digest.hex()));
  }
}
