package io.hotswap.persistence.s3;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.library.LibraryFiles;
import io.hotswap.domain.plugin.Binaries;
import io.hotswap.persistence.aws.Tables;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import software.amazon.awssdk.services.s3.S3Client;

/// Libraries under `libraries/<digest>`; those that are uploaded, until a check takes them, under
/// `uploads/libraries/<digest>`.
public final class S3LibraryFiles implements LibraryFiles {
  private final S3Client s3;
  private final String bucket;
  private final Binaries stored;

  public S3LibraryFiles(S3Client s3, Tables tables) {
    this.s3 = s3;
    this.bucket = tables.bucket();
    this.stored = S3Binaries.ofLibraries(s3, tables);
  }

  @Override
  public boolean fetch(Digest digest, Path into) {
    return fetched(S3Binaries.LIBRARIES + digest.hex(), into);
  }

  @Override
  public boolean fetchUpload(Digest digest, Path into) {
    return fetched(uploadKey(digest), into);
  }

  private boolean fetched(String key, Path into) {
    try {
      S3Objects.fetch(s3, bucket, key, into);
      return true;
    } catch (NoSuchElementException notThere) {
      return false;
    }
  }

  @Override
  public void store(Digest digest, Path file) {
    stored.store(digest, file);
  }

  @Override
  public void delete(Digest digest) {
    stored.delete(digest);
  }

  static String uploadKey(Digest digest) {
    return "uploads/libraries/" + digest.hex();
  }
}
