package io.hotswap.persistence.s3;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.library.LibraryUploads;
import io.hotswap.domain.plugin.UploadedBytes.UploadAddress;
import io.hotswap.persistence.aws.Tables;
import java.time.Duration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// Presigned PUTs; S3 compares the digest. The bucket's lifecycle removes them after a day.
public final class S3LibraryUploads implements LibraryUploads {
  private final S3Presigner presigner;
  private final String bucket;

  public S3LibraryUploads(S3Presigner presigner, Tables tables) {
    this.presigner = presigner;
    this.bucket = tables.bucket();
  }

  @Override
  public UploadAddress address(Digest digest, long size, Duration valid) {
    return S3UploadedBytes.address(
        presigner.presignPutObject(
            request ->
                request
                    .signatureDuration(S3UploadedBytes.rounded(valid))
                    .putObjectRequest(
                        it ->
                            it.bucket(bucket)
                                .key(S3LibraryFiles.uploadKey(digest))
                                .contentLength(size)
                                .checksumSHA256(S3UploadedBytes.base64(digest)))));
  }
}
