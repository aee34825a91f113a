package io.hotswap.persistence.audit;

import io.hotswap.domain.audit.integrity.AuditDigest;
import io.hotswap.domain.audit.integrity.AuditVerification;
import io.hotswap.domain.audit.integrity.ChainLink;
import io.hotswap.persistence.dynamo.keys.AuditKeys;
import io.hotswap.persistence.stored.audit.StoredAuditDigest;
import io.hotswap.persistence.stored.audit.StoredChainLink;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/// Records and digests as they are stored, read for verification.
public final class AuditTrail {
  private AuditTrail() {}

  public static AuditDigest digest(String name, String payload) {
    return StoredAuditDigest.read(name, payload);
  }

  /// All signed digests of a bucket by their keys.
  public static SortedMap<String, String> digests(S3Client s3, String bucket) {
    SortedMap<String, String> texts = new TreeMap<>();
    for (var object : s3.listObjectsV2Paginator(it -> it.bucket(bucket)).contents()) {
      var text = s3.getObjectAsBytes(it -> it.bucket(bucket).key(object.key())).asUtf8String();
      texts.put(object.key(), text);
    }
    return texts;
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
