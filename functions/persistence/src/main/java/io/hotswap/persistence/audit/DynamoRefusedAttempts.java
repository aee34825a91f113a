package io.hotswap.persistence.audit;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.RefusedAttempts;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.Transaction;
import io.hotswap.persistence.dynamo.keys.RequestKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;

/// Counts of refused attempts in the idempotency table, which every API function writes to.
public final class DynamoRefusedAttempts implements RefusedAttempts {
  private static final Duration KEPT = Duration.ofDays(3);
  private static final Map<String, String> NAMES =
      Map.of("#actor", "actor", "#operation", "operation", "#minute", "minute", "#n", "n");

  private final DynamoDbClient dynamo;
  private final Tables tables;

  public DynamoRefusedAttempts(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.tables = tables;
  }

  @Override
  public void count(String actor, String operation, Instant at) {
    var minute = at.truncatedTo(ChronoUnit.MINUTES);
    dynamo.updateItem(
        it ->
            it.tableName(tables.idempotency())
                .key(RequestKeys.refused(actor, operation, minute).attributes())
                .updateExpression(
                    "SET #actor = :actor, #operation = :operation, #minute = :minute,"
                        + " expiresAt = :expiresAt ADD #n :one")
                .expressionAttributeNames(NAMES)
                .expressionAttributeValues(
                    Map.of(
                        ":actor", Items.text(actor),
                        ":operation", Items.text(operation),
                        ":minute", Items.text(minute.toString()),
                        ":expiresAt", Items.number(at.plus(KEPT).getEpochSecond()),
                        ":one", Items.number(1))));
  }

  @Override
  public List<Count> between(Instant from, Instant to) {
    var first = from.truncatedTo(ChronoUnit.HOURS);
    return Stream.iterate(first, it -> it.isBefore(to), it -> it.plus(1, ChronoUnit.HOURS))
        .flatMap(this::hour)
        .filter(it -> !it.minute().isBefore(from) && it.minute().isBefore(to))
        .toList();
  }

  private Stream<Count> hour(Instant hour) {
    return dynamo
        .queryPaginator(
            it ->
                it.tableName(tables.idempotency())
                    .consistentRead(true)
                    .keyConditionExpression("pk = :pk")
                    .expressionAttributeValues(
                        Map.of(":pk", Items.text(RequestKeys.refused(hour)))))
        .items()
        .stream()
        .map(DynamoRefusedAttempts::count);
  }

  private static Count count(Map<String, AttributeValue> item) {
    return new Count(
        text(item, "actor"),
        text(item, "operation"),
        Instant.parse(text(item, "minute")),
        Long.parseLong(Objects.requireNonNull(item.get("n")).n()));
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name)).s();
  }

  @Override
  public boolean audit(Count count, AuditRecord record) {
    var key = RequestKeys.refused(count.actor(), count.operation(), count.minute());
    var removal =
        Delete.builder()
            .tableName(tables.idempotency())
            .key(key.attributes())
            .conditionExpression("n = :n")
            .expressionAttributeValues(Map.of(":n", Items.number(count.attempts())))
            .build();
    var transaction =
        new Transaction(dynamo).delete("count", removal).audit(tables.audit(), record);
    return transaction.commit() instanceof Transaction.Commit.Committed;
  }
}
