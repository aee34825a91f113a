package io.hotswap.persistence.dynamo;

import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.notification.Dispatch;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.notification.Outbox;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.keys.OutboxKeys;
import io.hotswap.persistence.stored.notification.StoredDispatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/// The outbox in a table of its own: the sending function has access to nothing else. Open
/// dispatches are indexed by due time, parked ones by the time they were given up; the others only
/// wait for their expiry.
public final class DynamoOutbox implements Outbox {
  /// Label of its writes in a transaction.
  public static final String MESSAGE = "message";

  private static final Duration KEEP = Duration.ofDays(30);

  private final DynamoDbClient dynamo;
  private final Tables tables;

  public DynamoOutbox(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.tables = tables;
  }

  /// Adds messages to the transaction of the change they report. An existing message makes it fail
  /// under the label [#MESSAGE]: that change was made before.
  public Transaction add(Transaction transaction, List<Message> messages) {
    messages.forEach(it -> transaction.create(MESSAGE, tables.outbox(), item(Dispatch.of(it))));
    return transaction;
  }

  @Override
  public void put(List<Message> messages) {
    messages.forEach(it -> replaced(item(Dispatch.of(it)), "attribute_not_exists(pk)", Map.of()));
  }

  @Override
  public List<Dispatch> find(Collection<UUID> ids) {
    return ids.stream().distinct().map(this::find).flatMap(Optional::stream).toList();
  }

  private Optional<Dispatch> find(UUID id) {
    return Items.find(dynamo, tables.outbox(), OutboxKeys.message(id))
        .map(it -> Items.read(it, StoredDispatch.class).toDomain());
  }

  @Override
  public List<Dispatch> due(Instant now, int atMost) {
    var values =
        Map.of(
            ":list", Items.text(OutboxKeys.DUE),
            // Sorts after every id that is due at the same time.
            ":now", Items.text(Items.sortable(now) + "~"));
    var pages =
        dynamo.queryPaginator(
            it ->
                it.tableName(tables.outbox())
                    .indexName("list")
                    .keyConditionExpression("listPk = :list AND listSk < :now")
                    .expressionAttributeValues(values)
                    .limit(atMost));
    // An item of another release may be unreadable, and must not hide those after it.
    List<Dispatch> readable = new ArrayList<>();
    Map<String, RuntimeException> unreadable = new HashMap<>();
    for (var item : pages.items()) {
      if (readable.size() == atMost) {
        break;
      }
      try {
        readable.add(Items.read(item, StoredDispatch.class).toDomain());
      } catch (IllegalArgumentException e) {
        unreadable.put(String.valueOf(item.get("pk")), e);
      }
    }
    return PartialFailure.resultsOrThrow(unreadable, readable);
  }

  @Override
  public Optional<Dispatch> write(Dispatch changed) {
    var after =
        new Dispatch(
            changed.message(),
            changed.states(),
            changed.dueAt(),
            changed.closedAt(),
            changed.revision() + 1);
    var before = Map.of(":before", Items.number(changed.revision()));
    return replaced(item(after), "revision = :before", before)
        ? Optional.of(after)
        : Optional.empty();
  }

  private boolean replaced(
      Map<String, AttributeValue> item, String condition, Map<String, AttributeValue> values) {
    try {
      dynamo.putItem(
          it -> {
            it.tableName(tables.outbox()).item(item).conditionExpression(condition);
            if (!values.isEmpty()) {
              it.expressionAttributeValues(values);
            }
          });
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  private static Map<String, AttributeValue> item(Dispatch dispatch) {
    var id = dispatch.message().id();
    Map<String, AttributeValue> item = new HashMap<>(Items.attributes(StoredDispatch.of(dispatch)));
    item.putAll(OutboxKeys.message(id).attributes());
    dispatch
        .closedAt()
        .ifPresent(it -> item.put("expiresAt", Items.number(it.plus(KEEP).getEpochSecond())));
    if (dispatch.closedAt().isEmpty() || dispatch.parked()) {
      var at = dispatch.closedAt().orElse(dispatch.dueAt());
      item.put(
          "listPk", Items.text(dispatch.closedAt().isEmpty() ? OutboxKeys.DUE : OutboxKeys.PARKED));
      item.put("listSk", Items.text(Items.sortable(at) + "#" + id));
    }
    return item;
  }
}
