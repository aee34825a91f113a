package io.hotswap.persistence.audit;

import io.hotswap.domain.audit.retention.RemovableRecords;
import io.hotswap.domain.audit.retention.StoredLine;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.keys.AuditKeys;
import io.hotswap.persistence.stored.audit.StoredChainLink;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The audit table, for the one function that may delete from it.
public final class DynamoRemovableRecords implements RemovableRecords {
  private final DynamoDbClient dynamo;
  private final Tables tables;

  public DynamoRemovableRecords(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.tables = tables;
  }

  @Override
  public List<StoredLine> between(String subject, long from, long to) {
    return items(subject, from, to)
        .map(it -> Objects.requireNonNull(it.get(AuditKeys.RECORD)).s())
        .map(text -> new StoredLine(StoredChainLink.read(text), text))
        .toList();
  }

  @Override
  public void removeBefore(String subject, long end) {
    if (end > 1) {
      items(subject, 1, end - 1).forEach(this::remove);
    }
  }

  private Stream<Map<String, AttributeValue>> items(String subject, long from, long to) {
    var first = AuditKeys.record(subject, from);
    var last = AuditKeys.record(subject, to);
    return dynamo
        .queryPaginator(
            it ->
                it.tableName(tables.audit())
                    .consistentRead(true)
                    .keyConditionExpression("pk = :pk AND sk BETWEEN :first AND :last")
                    .expressionAttributeValues(
                        Map.of(
                            ":pk", Items.text(subject),
                            ":first", Items.text(first.sk()),
                            ":last", Items.text(last.sk()))))
        .items()
        .stream();
  }

  private void remove(Map<String, AttributeValue> item) {
    var pk = Objects.requireNonNull(item.get("pk"));
    var sk = Objects.requireNonNull(item.get("sk"));
    dynamo.deleteItem(it -> it.tableName(tables.audit()).key(Map.of("pk", pk, "sk", sk)));
  }
}
