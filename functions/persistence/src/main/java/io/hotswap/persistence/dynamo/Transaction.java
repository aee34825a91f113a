package io.hotswap.persistence.dynamo;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.persistence.failure.AwsFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/// An atomic change: all its writes and its audit record, or nothing.
///
/// Every write has a label; a lost race is returned as the labels whose condition failed.
public final class Transaction {
  /// Label of audit records.
  public static final String AUDIT = "audit";

  private static final int ATTEMPTS = 7;

  private final DynamoDbClient dynamo;
  private final List<TransactWriteItem> writes = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();
  private final Map<AuditSubject, AuditHead> auditHeads = new HashMap<>();

  public Transaction(DynamoDbClient dynamo) {
    this.dynamo = dynamo;
  }

  public sealed interface Commit {
    record Committed() implements Commit {}

    /// @param failed labels of the writes whose condition did not hold; nothing was written
    record Refused(List<String> failed) implements Commit {
      public Refused {
        failed = List.copyOf(failed);
      }
    }
  }

  /// @param condition a condition expression; its `:values` are given in `values`
  public Transaction put(
      String label,
      String table,
      Map<String, AttributeValue> item,
      String condition,
      Map<String, AttributeValue> values) {
    var put = Put.builder().tableName(table).item(item).conditionExpression(condition);
    if (!values.isEmpty()) {
      put.expressionAttributeValues(values);
    }
    return add(label, TransactWriteItem.builder().put(put.build()).build());
  }

  /// Puts an item whether or not it exists.
  public Transaction put(String label, String table, Map<String, AttributeValue> item) {
    var put = Put.builder().tableName(table).item(item).build();
    return add(label, TransactWriteItem.builder().put(put).build());
  }

  /// Puts an item that must not exist yet.
  public Transaction create(String label, String table, Map<String, AttributeValue> item) {
    return put(label, table, item, "attribute_not_exists(pk)", Map.of());
  }

  public Transaction update(String label, Update update) {
    return add(label, TransactWriteItem.builder().update(update).build());
  }

  public Transaction delete(String label, Delete delete) {
    return add(label, TransactWriteItem.builder().delete(delete).build());
  }

  public Transaction check(String label, ConditionCheck check) {
    return add(label, TransactWriteItem.builder().conditionCheck(check).build());
  }

  /// Appends to the chain of the record's subject. A writer that appended meanwhile has won the
  /// race: [#AUDIT] is among the labels.
  public Transaction audit(String table, AuditRecord entry) {
    var head = auditHeads.get(entry.subject());
    var appended =
        (head == null ? AuditHead.read(dynamo, table, entry.subject()) : head).append(entry);
    auditHeads.put(entry.subject(), appended.head());
    return create(AUDIT, table, appended.attributes());
  }

  /// @throws TransactionCanceledException when every attempt conflicted with others, the table was
  ///   throttled, or the writes are invalid: [AwsFailure] classifies it
  public Commit commit() {
    for (int attempt = 1; ; attempt++) {
      try {
        dynamo.transactWriteItems(request -> request.transactItems(writes));
        return new Commit.Committed();
      } catch (TransactionCanceledException e) {
        switch (AwsFailure.of(e)) {
          case Condition -> {
            return new Commit.Refused(failed(e));
          }
          case Conflict, Throttled -> {
            if (attempt == ATTEMPTS) {
              throw e;
            }
            AwsFailure.BACKOFF.pause(attempt);
          }
          case Unavailable, Invalid -> throw e;
        }
      }
    }
  }

  private List<String> failed(TransactionCanceledException e) {
    List<String> failed = new ArrayList<>();
    for (int i = 0; i < e.cancellationReasons().size(); i++) {
      if ("ConditionalCheckFailed".equals(e.cancellationReasons().get(i).code())) {
        failed.add(labels.get(i));
      }
    }
    return failed;
  }

  private Transaction add(String label, TransactWriteItem write) {
    labels.add(label);
    writes.add(write);
    return this;
  }
}
