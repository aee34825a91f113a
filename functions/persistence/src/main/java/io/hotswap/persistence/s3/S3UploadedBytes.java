package io.hotswap.persistence.s3;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.plugin.Upload;
import io.hotswap.domain.plugin.UploadedBytes;
import io.hotswap.persistence.aws.Tables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// Uploads under `uploads/<id>`, by presigned PUTs. S3 cannot revoke a URL, so it is made useless:
/// a single piece is accepted only where no object exists, and an empty object stays at a discarded
/// upload's key until the bucket's lifecycle removes it; parts belong to a multipart upload that is
/// ended.
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
  public List<UploadAddress> addresses(Upload upload, Duration valid) {
    return upload
        .multipartId()
        .map(
            parts ->
                IntStream.rangeClosed(1, upload.parts())
                    .mapToObj(number -> part(upload, parts, number, valid))
                    .toList())
        .orElseGet(() -> List.of(single(upload, valid)));
  }

  /// Signatures have whole seconds.
  static Duration rounded(Duration valid) {
    return Duration.ofSeconds(valid.plusMillis(999).toSeconds());
  }

  private UploadAddress single(Upload upload, Duration valid) {
    var put =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(key(upload))
            .contentLength(upload.size())
            .ifNoneMatch("*");
    upload.announcement().digest().ifPresent(it -> put.checksumSHA256(base64(it)));
    return address(
        presigner.presignPutObject(
            it -> it.signatureDuration(rounded(valid)).putObjectRequest(put.build())));
  }

  private UploadAddress part(Upload upload, String parts, int number, Duration valid) {
    var put =
        UploadPartRequest.builder()
            .bucket(bucket)
            .key(key(upload))
            .uploadId(parts)
            .partNumber(number)
            .contentLength(upload.partSize(number));
    return address(
        presigner.presignUploadPart(
            it -> it.signatureDuration(rounded(valid)).uploadPartRequest(put.build())));
  }

  static UploadAddress address(PresignedRequest presigned) {
    Map<String, String> headers = new HashMap<>();
    presigned.signedHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
    // HTTP clients send these headers with any body.
    headers.keySet().removeAll(Set.of("host", "content-length"));
    return new UploadAddress(presigned.url().toString(), headers);
  }

  static String base64(Digest digest) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(digest.hex()));
  }

  @Override
  public Arrival arrived(Upload upload) {
    return upload.multipartId().map(it -> parts(upload, it)).orElseGet(() -> whole(upload));
  }

  private Arrival whole(Upload upload) {
    try {
      var size = s3.headObject(it -> it.bucket(bucket).key(key(upload))).contentLength();
      if (size >= upload.size()) {
        return new Arrival.Whole(size);
      }
      if (size > 0) {
        // The URL would accept a PUT again.
        s3.deleteObject(it -> it.bucket(bucket).key(key(upload)));
      }
      return new Arrival.Partly(List.of(1), Optional.of(size));
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
    if (into.toFile().length() != upload.size()) {
      throw new NoSuchElementException("Upload " + upload.id() + " was discarded meanwhile");
    }
  }

  @Override
  public void discard(Upload upload) {
    if (upload.multipartId().isPresent()) {
      abort(upload, upload.multipartId().get());
      s3.deleteObject(it -> it.bucket(bucket).key(key(upload)));
    } else {
      s3.putObject(it -> it.bucket(bucket).key(key(upload)), RequestBody.empty());
    }
  }

  private void abort(Upload upload, String multipart) {
    try {
      s3.abortMultipartUpload(it -> it.bucket(bucket).key(key(upload)).uploadId(multipart));
    } catch (NoSuchUploadException putTogether) {
      // The upload was completed: it is an object, and deleted as one.
      return;
    }
  }

  private static String key(Upload upload) {
    return "uploads/" + upload.id();
  }
}
