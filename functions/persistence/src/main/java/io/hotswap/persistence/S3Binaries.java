package io.hotswap.persistence;

import io.hotswap.domain.plugin.Binaries;
import io.hotswap.domain.plugin.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.NoSuchElementException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Binaries in the bucket, under their digest.
public final class S3Binaries implements Binaries {
  private static final int EXISTS_ALREADY = 412;

  private final S3Client s3;
  private final String bucket;

  public S3Binaries(S3Client s3, Tables tables) {
    this.s3 = s3;
    this.bucket = tables.bucket();
  }

  @Override
  public void store(Digest digest, Path file) {
    try {
      s3.putObject(request -> request.bucket(bucket).key(key(digest)).ifNoneMatch("*"), file);
    } catch (S3Exception e) {
      if (e.statusCode() != EXISTS_ALREADY) {
        throw e;
      }
    }
  }

  @Override
  public void fetch(Digest digest, Path into) {
    try (var object = s3.getObject(request -> request.bucket(bucket).key(key(digest)))) {
      Files.copy(object, into, StandardCopyOption.REPLACE_EXISTING);
    } catch (NoSuchKeyException e) {
      var missing = new NoSuchElementException("The store has no binary " + digest);
      missing.initCause(e);
      throw missing;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void delete(Digest digest) {
    s3.deleteObject(request -> request.bucket(bucket).key(key(digest)));
  }

  private static String key(Digest digest) {
    return "binaries/" + digest.hex();
  }
}
