package io.hotswap.persistence;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.DefaultAttributeConverterProvider;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A domain record as a DynamoDB item: its fields as attributes, beside the keys `pk` and `sk`.
public final class Items {
  private static final DateTimeFormatter SORTABLE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Items() {}

  public static Map<String, AttributeValue> key(String pk, String sk) {
    return Map.of("pk", text(pk), "sk", text(sk));
  }

  /// Consistent.
  static Optional<Map<String, AttributeValue>> find(
      DynamoDbClient dynamo, String table, Map<String, AttributeValue> key) {
    var found = dynamo.getItem(it -> it.tableName(table).key(key).consistentRead(true));
    return found.hasItem() ? Optional.of(found.item()) : Optional.empty();
  }

  public static Map<String, AttributeValue> of(String pk, String sk, Object value) {
    Map<String, AttributeValue> item = new HashMap<>(attributes(value));
    item.putAll(key(pk, sk));
    return item;
  }

  /// Only the record's fields, without keys.
  public static Map<String, AttributeValue> attributes(Object value) {
    return EnhancedDocument.builder()
        .attributeConverterProviders(DefaultAttributeConverterProvider.create())
        .json(Json.write(value))
        .build()
        .toMap();
  }

  public static <T> T read(Map<String, AttributeValue> item, Class<T> type) {
    return Json.read(EnhancedDocument.fromAttributeValueMap(item).toJson(), type);
  }

  /// Sorts as time does: an Instant's own text leaves trailing zeros out.
  public static String sortable(Instant time) {
    return SORTABLE.format(time);
  }

  public static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  public static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
