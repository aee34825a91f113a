package io.hotswap.persistence.dynamo.registry;

import io.hotswap.domain.lifecycle.DeprecationTask;
import io.hotswap.domain.lifecycle.DeprecationTasks;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.Transaction;
import io.hotswap.persistence.dynamo.keys.Key;
import io.hotswap.persistence.dynamo.keys.PluginKeys;
import io.hotswap.persistence.stored.registry.StoredDeprecationTask;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;

/// Tasks beside the lifecycles, in the `list` index until they end.
public final class DynamoDeprecationTasks implements DeprecationTasks {
  private static final String TASK = "task";
  private static final String UNCHANGED = "revision = :revision";

  private final DynamoDbClient dynamo;
  private final Tables tables;

  public DynamoDeprecationTasks(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.tables = tables;
  }

  /// In the transaction of the change that it tells of.
  void begin(Transaction transaction, DeprecationTask task) {
    transaction.put(TASK, tables.plugins(), item(task));
  }

  @Override
  public List<DeprecationTask> open(int atMost) {
    return dynamo
        .query(
            it ->
                it.tableName(tables.plugins())
                    .indexName("list")
                    .keyConditionExpression("listPk = :list")
                    .expressionAttributeValues(
                        Map.of(":list", Items.text(PluginKeys.DEPRECATION_TASKS)))
                    .limit(atMost))
        .items()
        .stream()
        .map(it -> Items.read(it, StoredDeprecationTask.class).toDomain())
        .toList();
  }

  @Override
  public boolean advance(DeprecationTask task) {
    return new Transaction(dynamo)
            .put(TASK, tables.plugins(), item(task), UNCHANGED, revision(task))
            .commit()
        instanceof Transaction.Commit.Committed;
  }

  @Override
  public void end(DeprecationTask task) {
    // Refused where another has taken its place, which is then carried on.
    new Transaction(dynamo)
        .delete(
            TASK,
            Delete.builder()
                .tableName(tables.plugins())
                .key(key(task).attributes())
                .conditionExpression(UNCHANGED)
                .expressionAttributeValues(revision(task))
                .build())
        .commit();
  }

  private static Map<String, AttributeValue> revision(DeprecationTask task) {
    return Map.of(":revision", Items.number(task.revision()));
  }

  private static Map<String, AttributeValue> item(DeprecationTask task) {
    var item = Items.of(key(task), StoredDeprecationTask.of(task));
    item.put("listPk", Items.text(PluginKeys.DEPRECATION_TASKS));
    item.put(
        "listSk",
        Items.text(
            "%s#%s#%s"
                .formatted(Items.sortable(task.createdAt()), task.pluginId(), task.version())));
    return item;
  }

  private static Key key(DeprecationTask task) {
    return PluginKeys.deprecationTask(task.pluginId(), task.version().text());
  }
}
