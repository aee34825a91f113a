package io.hotswap.persistence.audit;

import io.hotswap.domain.audit.integrity.RetentionDigest;
import io.hotswap.domain.audit.retention.RemovableRecords;
import io.hotswap.domain.audit.retention.StoredLine;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.Transaction;
import io.hotswap.persistence.dynamo.keys.AuditKeys;
import io.hotswap.persistence.stored.audit.StoredChainLink;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;

/// The audit table, for the one function that may delete from it.
public final class DynamoRemovableRecords implements RemovableRecords {
  // A transaction's most.
  private static final int AT_ONCE = 100;

  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final int atOnce;

  public DynamoRemovableRecords(DynamoDbClient dynamo, Tables tables) {
    this(dynamo, tables, AT_ONCE);
  }

  /// @param atOnce records that one request removes
  DynamoRemovableRecords(DynamoDbClient dynamo, Tables tables, int atOnce) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.atOnce = atOnce;
  }

  @Override
  public List<StoredLine> between(String subject, long from, long to) {
    return items(subject, from, to)
        .map(it -> Objects.requireNonNull(it.get(AuditKeys.RECORD)).s())
        .map(text -> new StoredLine(StoredChainLink.read(text), text))
        .toList();
  }

  /// In transactions: a part of a batch could be done in any order, and who may send batches may
  /// also put items.
  @Override
  public void removeBefore(List<RetentionDigest.Begin> begins) {
    begins.stream()
        .flatMap(it -> items(it.subject(), 1, it.sequence() - 1))
        .map(it -> Map.of("pk", part(it, "pk"), "sk", part(it, "sk")))
        .gather(Gatherers.windowFixed(atOnce))
        .forEach(this::remove);
  }

  private static AttributeValue part(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name));
  }

  private void remove(List<Map<String, AttributeValue>> keys) {
    var transaction = new Transaction(dynamo);
    for (var key : keys) {
      var delete = Delete.builder().tableName(tables.audit()).key(key).build();
      transaction.delete("record", delete);
    }
    transaction.commit();
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
}
