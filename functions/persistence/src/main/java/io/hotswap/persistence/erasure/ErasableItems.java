package io.hotswap.persistence.erasure;

import io.hotswap.persistence.dynamo.Items;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// Items of a table, found by partition.
record ErasableItems(DynamoDbClient dynamo, String table, InstantSource clock) {
  /// Keys of a partition's items, in their order.
  Stream<Map<String, AttributeValue>> keys(String partition) {
    return keys(query(partition, "pk = :pk", Map.of()).build());
  }

  /// @param prefix of their sort keys
  Stream<Map<String, AttributeValue>> keys(String partition, String prefix) {
    var values = Map.of(":prefix", Items.text(prefix));
    return keys(query(partition, "pk = :pk AND begins_with(sk, :prefix)", values).build());
  }

  Stream<Map<String, AttributeValue>> keys(QueryRequest request) {
    return dynamo.queryPaginator(request).items().stream()
        .map(
            it -> {
              Map<String, AttributeValue> key = new HashMap<>(it);
              key.keySet().retainAll(Set.of("pk", "sk"));
              return key;
            });
  }

  QueryRequest.Builder query(
      String partition, String condition, Map<String, AttributeValue> values) {
    Map<String, AttributeValue> all = new HashMap<>(values);
    all.put(":pk", Items.text(partition));
    return QueryRequest.builder()
        .tableName(table)
        .consistentRead(true)
        .keyConditionExpression(condition)
        .expressionAttributeValues(all);
  }

  /// @return whether all were deleted before the deadline
  boolean delete(Stream<Map<String, AttributeValue>> keys, Instant deadline) {
    for (var key : keys.toList()) {
      if (!clock.instant().isBefore(deadline)) {
        return false;
      }
      dynamo.deleteItem(it -> it.tableName(table).key(key));
    }
    return true;
  }
}
