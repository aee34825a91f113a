package io.hotswap.persistence.dynamo.tenant;

import io.hotswap.domain.listing.Page;
import io.hotswap.persistence.dynamo.Items;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// An index of the tenants' table. The attributes of its key are named after it.
record TenantIndex(DynamoDbClient dynamo, String table, String name) {
  /// In the order of the sort key; a page's `next` is that of its last item.
  ///
  /// @param first sort key
  /// @param last sort key
  Page<Map<String, AttributeValue>> between(
      String partition, String first, String last, int limit) {
    if (first.compareTo(last) > 0) {
      return new Page<>(List.of(), Optional.empty());
    }
    var found =
        dynamo.query(
            it ->
                it.tableName(table)
                    .indexName(name)
                    .keyConditionExpression(
                        "%1$sPk = :pk AND %1$sSk BETWEEN :first AND :last".formatted(name))
                    .expressionAttributeValues(
                        Map.of(
                            ":pk", Items.text(partition),
                            ":first", Items.text(first),
                            ":last", Items.text(last)))
                    .limit(limit));
    return new Page<>(
        found.items(),
        found.hasLastEvaluatedKey() && !found.items().isEmpty()
            ? Optional.of(sortKey(found.items().getLast()))
            : Optional.empty());
  }

  String sortKey(Map<String, AttributeValue> item) {
    return Objects.requireNonNull(item.get(name + "Sk")).s();
  }
}
