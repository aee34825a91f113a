package io.hotswap.persistence.dynamo.registry;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.plugin.Plugins.BinaryRemovals;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.Transaction;
import io.hotswap.persistence.dynamo.keys.Key;
import io.hotswap.persistence.dynamo.keys.PluginKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/// Counts removals of the binary of each digest, in the plugins' table.
final class DynamoBinaryRemovals {
  private static final Logger LOG = LoggerFactory.getLogger(DynamoBinaryRemovals.class);
  // Longer than any registration takes.
  private static final Duration REMEMBERED = Duration.ofDays(1);
  private static final String IDLE = "(attribute_not_exists(atWorkUntil) OR atWorkUntil < :now)";
  private static final String SAME = "removed = :removed AND " + IDLE;

  private final DynamoDbClient dynamo;
  private final Tables tables;

  DynamoBinaryRemovals(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.tables = tables;
  }

  BinaryRemovals of(Digest digest) {
    return Items.find(dynamo, tables.plugins(), PluginKeys.removals(digest))
        .map(
            item ->
                new BinaryRemovals(
                    number(item, "removed"), Instant.ofEpochMilli(number(item, "atWorkUntil"))))
        .orElse(new BinaryRemovals(0, Instant.EPOCH));
  }

  private static long number(Map<String, AttributeValue> item, String name) {
    return Optional.ofNullable(item.get(name)).map(it -> Long.parseLong(it.n())).orElse(0L);
  }

  /// @param version key of the version that has the binary
  boolean begin(Key version, Digest digest, Instant until) {
    var commit =
        new Transaction(dynamo)
            .check(
                "version",
                ConditionCheck.builder()
                    .tableName(tables.plugins())
                    .key(version.attributes())
                    .conditionExpression("attribute_not_exists(pk) OR digest <> :digest")
                    .expressionAttributeValues(Map.of(":digest", Items.text(digest.toString())))
                    .build())
            .update(
                "removal",
                Update.builder()
                    .tableName(tables.plugins())
                    .key(PluginKeys.removals(digest).attributes())
                    .updateExpression(
                        "SET atWorkUntil = :until, expiresAt = :expires ADD removed :one")
                    .conditionExpression(IDLE)
                    .expressionAttributeValues(
                        Map.of(
                            ":now", Items.number(Instant.now().toEpochMilli()),
                            ":until", Items.number(until.toEpochMilli()),
                            ":expires", Items.number(until.plus(REMEMBERED).getEpochSecond()),
                            ":one", Items.number(1)))
                    .build())
            .commit();
    return commit instanceof Transaction.Commit.Committed;
  }

  void end(Digest digest, Instant until) {
    try {
      dynamo.updateItem(
          it ->
              it.tableName(tables.plugins())
                  .key(PluginKeys.removals(digest).attributes())
                  .updateExpression("REMOVE atWorkUntil")
                  .conditionExpression("atWorkUntil = :until")
                  .expressionAttributeValues(Map.of(":until", Items.number(until.toEpochMilli()))));
    } catch (ConditionalCheckFailedException e) {
      LOG.info("A removal of {} ended when its time was over", digest);
    }
  }

  /// Adds the condition to a transaction that the binary has not been removed since, and is not
  /// being removed.
  void unchanged(Transaction transaction, String label, Digest digest, BinaryRemovals seen) {
    Map<String, AttributeValue> values = new HashMap<>();
    if (seen.count() > 0) {
      values.put(":removed", Items.number(seen.count()));
      values.put(":now", Items.number(Instant.now().toEpochMilli()));
    }
    var check =
        ConditionCheck.builder()
            .tableName(tables.plugins())
            .key(PluginKeys.removals(digest).attributes())
            .conditionExpression(values.isEmpty() ? "attribute_not_exists(pk)" : SAME);
    if (!values.isEmpty()) {
      check.expressionAttributeValues(values);
    }
    transaction.check(label, check.build());
  }
}
