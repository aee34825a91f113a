package io.hotswap.persistence;

import io.hotswap.domain.plugin.Upload;
import io.hotswap.domain.plugin.UploadedBytes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// Uploads under `uploads/<id>`, by presigned PUTs.
public final class S3UploadedBytes implements UploadedBytes {
  private final S3Client s3;
  private final S3Presigner presigner;
  private final String bucket;

  public S3UploadedBytes(S3Client s3, S3Presigner presigner, Tables tables) {
    this.s3 = s3;
    this.presigner = presigner;
    this.bucket = tables.bucket();
  }

  @Override
  public String beginParts(Upload upload) {
    return s3.createMultipartUpload(it -> it.bucket(bucket).key(key(upload))).uploadId();
  }

  @Override
  public List<String> addresses(Upload upload, Duration valid) {
    return upload
        .multipartId()
        .map(
            parts ->
                IntStream.rangeClosed(1, upload.parts())
                    .mapToObj(number -> part(upload, parts, number, valid))
                    .toList())
        .orElseGet(() -> List.of(single(upload, valid)));
  }

  /// Signatures count whole seconds.
  private static Duration rounded(Duration valid) {
    return Duration.ofSeconds(valid.plusMillis(999).toSeconds());
  }

  private String single(Upload upload, Duration valid) {
    return presigner
        .presignPutObject(
            it ->
                it.signatureDuration(rounded(valid))
                    .putObjectRequest(put -> put.bucket(bucket).key(key(upload))))
        .url()
        .toString();
  }

  private String part(Upload upload, String parts, int number, Duration valid) {
    return presigner
        .presignUploadPart(
            it ->
                it.signatureDuration(rounded(valid))
                    .uploadPartRequest(
                        put ->
                            put.bucket(bucket).key(key(upload)).uploadId(parts).partNumber(number)))
        .url()
        .toString();
  }

  @Override
  public Arrival arrived(Upload upload) {
    return upload.multipartId().map(it -> parts(upload, it)).orElseGet(() -> whole(upload));
  }

  private Arrival whole(Upload upload) {
    try {
      return new Arrival.Whole(
          s3.headObject(it -> it.bucket(bucket).key(key(upload))).contentLength());
    } catch (NoSuchKeyException notYet) {
      return new Arrival.Partly(
          IntStream.rangeClosed(1, upload.parts()).boxed().toList(), Optional.empty());
    }
  }

  private Arrival parts(Upload upload, String multipart) {
    List<Part> parts;
    try {
      parts =
          s3
              .listPartsPaginator(it -> it.bucket(bucket).key(key(upload)).uploadId(multipart))
              .parts()
              .stream()
              .toList();
    } catch (NoSuchUploadException putTogetherBefore) {
      return whole(upload);
    }
    var found = compare(upload, parts);
    if (found instanceof Arrival.Whole) {
      putTogether(upload, multipart, parts);
    }
    return found;
  }

  private static Arrival compare(Upload upload, List<Part> parts) {
    var missing = new TreeSet<>(IntStream.rangeClosed(1, upload.parts()).boxed().toList());
    for (var part : parts) {
      if (part.partNumber() > upload.parts() || part.size() > upload.partSize(part.partNumber())) {
        return new Arrival.TooLarge();
      }
      if (part.size() == upload.partSize(part.partNumber())) {
        missing.remove(part.partNumber());
      }
    }
    return missing.isEmpty()
        ? new Arrival.Whole(upload.size())
        : new Arrival.Partly(List.copyOf(missing), Optional.empty());
  }

  private void putTogether(Upload upload, String multipart, List<Part> parts) {
    var completed =
        parts.stream()
            .map(it -> CompletedPart.builder().partNumber(it.partNumber()).eTag(it.eTag()).build())
            .toList();
    s3.completeMultipartUpload(
        it ->
            it.bucket(bucket)
                .key(key(upload))
                .uploadId(multipart)
                .multipartUpload(all -> all.parts(completed)));
  }

  @Override
  public void fetch(Upload upload, Path into) {
    S3Objects.fetch(s3, bucket, key(upload), into);
  }

  @Override
  public void discard(Upload upload) {
    upload.multipartId().ifPresent(multipart -> abort(upload, multipart));
    s3.deleteObject(it -> it.bucket(bucket).key(key(upload)));
  }

  private void abort(Upload upload, String multipart) {
    try {
      s3.abortMultipartUpload(it -> it.bucket(bucket).key(key(upload)).uploadId(multipart));
    } catch (NoSuchUploadException putTogether) {
      // Then it is an object, and deleted as one.
      return;
    }
  }

  private static String key(Upload upload) {
    return "uploads/" + upload.id();
  }
}
