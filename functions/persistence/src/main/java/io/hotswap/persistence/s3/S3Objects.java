package io.hotswap.persistence.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.NoSuchElementException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

final class S3Objects {
  private S3Objects() {}

  static void fetch(S3Client s3, String bucket, String key, Path into) {
    try (var object = s3.getObject(request -> request.bucket(bucket).key(key))) {
      Files.copy(object, into, StandardCopyOption.REPLACE_EXISTING);
    } catch (NoSuchKeyException e) {
      throw new NoSuchElementException("The store has no " + key, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
