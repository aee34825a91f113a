package io.hotswap.persistence.dynamo.registry;

import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.persistence.dynamo.Items;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The index of the plugins' table whose items are in lists, each in an order of its own.
final class ListIndex {
  private ListIndex() {}

  /// @param position of an item in its list
  static <T> Page<T> page(
      DynamoDbClient dynamo,
      String table,
      String list,
      PageRequest page,
      Function<Map<String, AttributeValue>, T> read,
      Function<T, String> position) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":list", Items.text(list));
    page.after().ifPresent(after -> values.put(":after", Items.text(after)));
    var found =
        dynamo.query(
            it ->
                it.tableName(table)
                    .indexName("list")
                    .keyConditionExpression(
                        page.after().isPresent()
                            ? "listPk = :list AND listSk > :after"
                            : "listPk = :list")
                    .expressionAttributeValues(values)
                    .limit(page.limit()));
    var items = found.items().stream().map(read).toList();
    return new Page<>(
        items,
        found.hasLastEvaluatedKey() && !items.isEmpty()
            ? Optional.of(position.apply(items.getLast()))
            : Optional.empty());
  }
}
