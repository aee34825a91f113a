package io.hotswap.persistence.audit;

import io.hotswap.domain.audit.integrity.AuditDigest;
import io.hotswap.domain.audit.integrity.AuditVerification;
import io.hotswap.domain.audit.integrity.ChainLink;
import io.hotswap.domain.audit.integrity.RetentionDigest;
import io.hotswap.persistence.dynamo.keys.AuditKeys;
import io.hotswap.persistence.stored.audit.StoredAuditDigest;
import io.hotswap.persistence.stored.audit.StoredChainLink;
import io.hotswap.persistence.stored.audit.StoredRetentionDigest;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/// Records and digests as they are stored, read for verification.
public final class AuditTrail {
  private AuditTrail() {}

  public static AuditDigest digest(String name, String payload) {
    return StoredAuditDigest.read(name, payload);
  }

  public static RetentionDigest retention(String name, String payload) {
    return StoredRetentionDigest.read(name, payload);
  }

  /// All signed digests of a bucket by their keys: of each the first version, which the bucket has
  /// locked. What was put over it, or hides it, is a finding.
  public static SortedMap<String, String> digests(
      S3Client s3, String bucket, AuditVerification verification) {
    return texts(s3, bucket, S3AuditDigests.FOLDER, verification);
  }

  /// As [#digests].
  public static SortedMap<String, String> retentions(
      S3Client s3, String bucket, AuditVerification verification) {
    return texts(s3, bucket, S3RetentionDigests.FOLDER, verification);
  }

  /// @param name of the object that a retention digest names
  public static Optional<byte[]> archive(S3Client s3, String bucket, String name) {
    return LockedObjects.find(s3, bucket, name);
  }

  private static SortedMap<String, String> texts(
      S3Client s3, String bucket, String folder, AuditVerification verification) {
    SortedMap<String, ObjectVersion> firsts = new TreeMap<>();
    SortedSet<String> replaced = new TreeSet<>();
    for (var page : s3.listObjectVersionsPaginator(it -> it.bucket(bucket).prefix(folder))) {
      page.deleteMarkers().forEach(it -> verification.hidden(it.key()));
      // The newest version comes first.
      for (var version : page.versions()) {
        if (firsts.put(version.key(), version) != null) {
          replaced.add(version.key());
        }
      }
    }
    replaced.forEach(verification::replaced);
    SortedMap<String, String> texts = new TreeMap<>();
    firsts.forEach((key, version) -> texts.put(key, text(s3, bucket, version)));
    return texts;
  }

  private static String text(S3Client s3, String bucket, ObjectVersion version) {
    return s3.getObjectAsBytes(
            it -> it.bucket(bucket).key(version.key()).versionId(version.versionId()))
        .asUtf8String();
  }

  /// @param lines the texts of records
  public static void verify(Stream<String> lines, AuditVerification verification) {
    var number = new AtomicLong();
    lines.forEach(
        line -> {
          var where = "line " + number.incrementAndGet();
          if (!line.isEmpty()) {
            link(line).ifPresentOrElse(verification::record, () -> verification.unreadable(where));
          }
        });
  }

  /// Removed records.
  ///
  /// @param archive compressed as it is stored
  public static void verifyArchive(String name, byte[] archive, AuditVerification verification)
      throws IOException {
    for (var line : ArchiveLines.read(archive)) {
      link(line).ifPresentOrElse(verification::archived, () -> verification.unreadable(name));
    }
  }

  /// All records of a table, wherever they lie in it.
  public static void verify(DynamoDbClient dynamo, String table, AuditVerification verification) {
    for (var item : dynamo.scanPaginator(it -> it.tableName(table).consistentRead(true)).items()) {
      verify(item, verification);
    }
  }

  private static void verify(Map<String, AttributeValue> item, AuditVerification verification) {
    var where = text(item, "pk") + " " + text(item, "sk");
    var link =
        Optional.ofNullable(item.get(AuditKeys.RECORD))
            .flatMap(it -> Optional.ofNullable(it.s()))
            .flatMap(AuditTrail::link);
    if (link.isEmpty()) {
      verification.unreadable(where);
    } else if (isInPlace(link.get(), item)) {
      verification.record(link.get());
    } else {
      verification.misplaced(link.get(), where);
    }
  }

  private static boolean isInPlace(ChainLink link, Map<String, AttributeValue> item) {
    var key = AuditKeys.record(link.subject(), link.sequence());
    return item.entrySet().containsAll(key.attributes().entrySet());
  }

  /// Empty for what is no record.
  private static Optional<ChainLink> link(String text) {
    try {
      return Optional.of(StoredChainLink.read(text));
    } catch (IllegalArgumentException noRecord) {
      return Optional.empty();
    }
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name)).s();
  }
}
