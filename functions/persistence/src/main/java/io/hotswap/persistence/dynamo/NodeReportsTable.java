package io.hotswap.persistence.dynamo;

import io.hotswap.persistence.aws.Tables;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/// The nodes' table of reports. Items expire by themselves.
final class NodeReportsTable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeReportsTable.class);
  private static final Duration A_WEEK = Duration.ofDays(7);

  private final DynamoDbClient dynamo;
  private final String table;

  NodeReportsTable(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.table = tables.nodes();
  }

  DynamoDbClient dynamo() {
    return dynamo;
  }

  String table() {
    return table;
  }

  void put(Map<String, AttributeValue> item) {
    dynamo.putItem(request -> request.tableName(table).item(item));
  }

  /// Puts unless a newer report exists: a slow write may be retried after the next one.
  ///
  /// @param notOlder condition under which this report may replace the existing one
  void putUnlessOlder(
      Map<String, AttributeValue> item, String notOlder, Map<String, AttributeValue> values) {
    try {
      dynamo.putItem(
          request ->
              request
                  .tableName(table)
                  .item(item)
                  .conditionExpression("attribute_not_exists(pk) OR " + notOlder)
                  .expressionAttributeValues(values));
    } catch (ConditionalCheckFailedException e) {
      LOG.info("A newer report {} {} exists already", item.get("pk"), item.get("sk"), e);
    }
  }

  /// Puts one node's report on a version, unless the same process wrote a newer one. Kept for a
  /// week.
  void putOfVersion(Map<String, AttributeValue> item, String incarnation, Instant reportedAt) {
    putUnlessOlder(
        withExpiry(item, reportedAt, A_WEEK),
        "incarnation <> :incarnation OR saidAt <= :saidAt",
        Map.of(
            ":incarnation", Items.text(incarnation),
            ":saidAt", Items.number(reportedAt.toEpochMilli())));
  }

  <S, T> List<T> query(String pk, Class<S> stored, Function<S, T> toDomain) {
    return query("pk = :pk", Map.of(":pk", Items.text(pk)), stored, toDomain);
  }

  <S, T> List<T> query(
      String condition,
      Map<String, AttributeValue> values,
      Class<S> stored,
      Function<S, T> toDomain) {
    return dynamo
        .queryPaginator(
            request ->
                request
                    .tableName(table)
                    .consistentRead(true)
                    .keyConditionExpression(condition)
                    .expressionAttributeValues(values))
        .items()
        .stream()
        .map(item -> toDomain.apply(Items.read(item, stored)))
        .toList();
  }

  static Map<String, AttributeValue> withExpiry(
      Map<String, AttributeValue> item, Instant reportedAt, Duration kept) {
    Map<String, AttributeValue> expiring = new HashMap<>(item);
    expiring.put("expiresAt", Items.number(reportedAt.plus(kept).getEpochSecond()));
    // A number: ISO texts of different precision do not sort by time.
    expiring.put("saidAt", Items.number(reportedAt.toEpochMilli()));
    return expiring;
  }
}
