package io.hotswap.persistence.audit;

import io.hotswap.domain.audit.integrity.AuditDigest;
import io.hotswap.domain.audit.integrity.AuditVerification;
import io.hotswap.persistence.dynamo.keys.AuditKeys;
import io.hotswap.persistence.stored.audit.StoredAuditDigest;
import io.hotswap.persistence.stored.audit.StoredChainLink;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
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
    lines.filter(it -> !it.isEmpty()).map(StoredChainLink::read).forEach(verification::record);
  }

  /// All records of a table, wherever they lie in it.
  public static void verify(DynamoDbClient dynamo, String table, AuditVerification verification) {
    for (var item : dynamo.scanPaginator(it -> it.tableName(table).consistentRead(true)).items()) {
      var link = StoredChainLink.read(text(item, AuditKeys.RECORD));
      var key = AuditKeys.record(link.subject(), link.sequence());
      if (item.entrySet().containsAll(key.attributes().entrySet())) {
        verification.record(link);
      } else {
        verification.misplaced(link, text(item, "pk") + " " + text(item, "sk"));
      }
    }
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name)).s();
  }
}
