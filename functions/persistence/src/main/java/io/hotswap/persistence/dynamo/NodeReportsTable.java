package io.hotswap.persistence.dynamo;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.node.RefusedReports;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.stored.report.StoredReport;
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

/// The nodes' tables of reports, one an environment, in which only nodes of that environment may
/// write. Items expire by themselves.
final class NodeReportsTable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeReportsTable.class);
  private static final Duration A_WEEK = Duration.ofDays(7);

  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final RefusedReports refused;

  NodeReportsTable(DynamoDbClient dynamo, Tables tables, RefusedReports refused) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.refused = refused;
  }

  DynamoDbClient dynamo() {
    return dynamo;
  }

  String table(Environment environment) {
    return tables.nodes(environment);
  }

  void put(Environment environment, Map<String, AttributeValue> item) {
    dynamo.putItem(request -> request.tableName(table(environment)).item(item));
  }

  /// Puts unless a newer report exists: a slow write may be retried after the next one.
  ///
  /// @param notOlder condition under which this report may replace the existing one
  void putUnlessOlder(
      Environment environment,
      Map<String, AttributeValue> item,
      String notOlder,
      Map<String, AttributeValue> values) {
    try {
      dynamo.putItem(
          request ->
              request
                  .tableName(table(environment))
                  .item(item)
                  .conditionExpression("attribute_not_exists(pk) OR " + notOlder)
                  .expressionAttributeValues(values));
    } catch (ConditionalCheckFailedException e) {
      LOG.info("A newer report {} {} exists already", item.get("pk"), item.get("sk"), e);
    }
  }

  /// Puts one node's report on a version, unless the same process wrote a newer one. Kept for a
  /// week.
  void putOfVersion(
      Environment environment,
      Map<String, AttributeValue> item,
      String incarnation,
      Instant reportedAt) {
    putUnlessOlder(
        environment,
        withExpiry(item, reportedAt, A_WEEK),
        "incarnation <> :incarnation OR saidAt <= :saidAt",
        Map.of(
            ":incarnation", Items.text(incarnation),
            ":saidAt", Items.number(reportedAt.toEpochMilli())));
  }

  <S extends StoredReport, T> List<T> query(
      Environment environment, String pk, Class<S> stored, Function<S, T> toDomain) {
    return query(environment, "pk = :pk", Map.of(":pk", Items.text(pk)), stored, toDomain);
  }

  <S extends StoredReport, T> List<T> query(
      Environment environment,
      String condition,
      Map<String, AttributeValue> values,
      Class<S> stored,
      Function<S, T> toDomain) {
    return dynamo
        .queryPaginator(
            request ->
                request
                    .tableName(table(environment))
                    .consistentRead(true)
                    .keyConditionExpression(condition)
                    .expressionAttributeValues(values))
        .items()
        .stream()
        .map(item -> Items.read(item, stored))
        .filter(it -> isOf(environment, it))
        .map(toDomain)
        .toList();
  }

  private boolean isOf(Environment environment, StoredReport report) {
    if (report.environment() == environment) {
      return true;
    }
    LOG.error("Refused: a report of {}'s nodes that names {}", environment, report.environment());
    refused.refused(environment);
    return false;
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
