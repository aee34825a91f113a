package io.hotswap.persistence.audit;

import io.hotswap.domain.audit.integrity.ChainLink;
import io.hotswap.domain.audit.integrity.RetentionDigest;
import io.hotswap.domain.audit.retention.AuditArchive;
import io.hotswap.domain.audit.retention.StoredLine;
import io.hotswap.domain.ids.Digest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// Removed records in the bucket of digests: `archive/<first time>_<last
/// time>_<SHA-256>.ndjson.gz`.
public final class S3AuditArchive implements AuditArchive {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final S3Client s3;
  private final String bucket;

  public S3AuditArchive(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  @Override
  public RetentionDigest.Archive add(List<StoredLine> records) {
    var bytes = ArchiveLines.write(records.stream().map(StoredLine::text).toList());
    var digest = Digest.of(Digest.sha256().digest(bytes));
    var times = records.stream().map(StoredLine::link).map(ChainLink::at).toList();
    var name =
        "archive/%s_%s_%s.ndjson.gz"
            .formatted(
                TIME.format(times.stream().min(Instant::compareTo).orElseThrow()),
                TIME.format(times.stream().max(Instant::compareTo).orElseThrow()),
                digest.hex());
    LockedObjects.add(s3, bucket, name, "application/gzip", RequestBody.fromBytes(bytes));
    return new RetentionDigest.Archive(name, digest, records.size());
  }
}
