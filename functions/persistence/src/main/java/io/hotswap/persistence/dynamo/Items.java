package io.hotswap.persistence.dynamo;

import io.hotswap.persistence.dynamo.keys.Key;
import io.hotswap.persistence.stored.NewerSchema;
import io.hotswap.persistence.stored.SchemaVersion;
import io.hotswap.serialization.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.enhanced.dynamodb.DefaultAttributeConverterProvider;
import software.amazon.awssdk.enhanced.dynamodb.document.EnhancedDocument;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/// A stored record as a DynamoDB item: its fields as attributes, beside its key and the version of
/// its schema.
public final class Items {
  private static final int BATCH = 100;
  private static final DateTimeFormatter SORTABLE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Items() {}

  /// Consistent read.
  public static Optional<Map<String, AttributeValue>> find(
      DynamoDbClient dynamo, String table, Key key) {
    var found =
        dynamo.getItem(it -> it.tableName(table).key(key.attributes()).consistentRead(true));
    return found.hasItem() ? Optional.of(found.item()) : Optional.empty();
  }

  /// Consistent read, in no order. One response holds up to 16 MB; items beyond are left out.
  public static List<Map<String, AttributeValue>> find(
      DynamoDbClient dynamo, String table, List<Key> wanted) {
    // A batch that names a key twice is refused.
    var keys = wanted.stream().distinct().toList();
    List<Map<String, AttributeValue>> found = new ArrayList<>();
    for (int from = 0; from < keys.size(); from += BATCH) {
      var batch =
          keys.subList(from, Math.min(from + BATCH, keys.size())).stream()
              .map(Key::attributes)
              .toList();
      var request =
          Map.of(table, KeysAndAttributes.builder().keys(batch).consistentRead(true).build());
      dynamo
          .batchGetItemPaginator(it -> it.requestItems(request))
          .forEach(page -> found.addAll(page.responses().getOrDefault(table, List.of())));
    }
    return found;
  }

  public static Map<String, AttributeValue> of(Key key, Object value) {
    Map<String, AttributeValue> item = new HashMap<>(attributes(value));
    item.putAll(key.attributes());
    return item;
  }

  /// Only the record's fields, without keys.
  public static Map<String, AttributeValue> attributes(Object value) {
    Map<String, AttributeValue> attributes =
        new HashMap<>(
            EnhancedDocument.builder()
                .attributeConverterProviders(DefaultAttributeConverterProvider.create())
                .json(Json.write(value))
                .build()
                .toMap());
    attributes.put(SchemaVersion.FIELD, number(SchemaVersion.CURRENT));
    return attributes;
  }

  /// @throws NewerSchema when a later release wrote it
  public static <T> T read(Map<String, AttributeValue> item, Class<T> type) {
    var version = item.get(SchemaVersion.FIELD);
    if (version != null) {
      SchemaVersion.check(
          "Item %s %s".formatted(item.get("pk"), item.get("sk")), Integer.parseInt(version.n()));
    }
    return Json.read(EnhancedDocument.fromAttributeValueMap(item).toJson(), type);
  }

  /// Sorts chronologically; an Instant's own text leaves trailing zeros out.
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
