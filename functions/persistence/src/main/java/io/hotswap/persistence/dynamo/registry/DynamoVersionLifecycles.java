package io.hotswap.persistence.dynamo.registry;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.lifecycle.Deprecation;
import io.hotswap.domain.lifecycle.DeprecationTask;
import io.hotswap.domain.lifecycle.VersionLifecycle;
import io.hotswap.domain.lifecycle.VersionLifecycles;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.Transaction;
import io.hotswap.persistence.dynamo.keys.PluginKeys;
import io.hotswap.persistence.stored.registry.StoredLifecycle;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;

/// Lifecycles beside the versions, in the plugin's partition.
public final class DynamoVersionLifecycles implements VersionLifecycles {
  private static final String LIFECYCLE = "lifecycle";
  private static final String VERSION = "version";
  private static final String SUCCESSOR = "successor";

  private final DynamoDbClient dynamo;
  private final Tables tables;

  public DynamoVersionLifecycles(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.tables = tables;
  }

  @Override
  public VersionLifecycle find(PluginId pluginId, SemanticVersion version) {
    return Items.find(dynamo, tables.plugins(), PluginKeys.lifecycle(pluginId, version.text()))
        .map(item -> Items.read(item, StoredLifecycle.class).toDomain())
        .orElseGet(() -> VersionLifecycle.unchanged(pluginId, version));
  }

  @Override
  public List<VersionLifecycle> of(PluginId pluginId) {
    return dynamo
        .queryPaginator(
            it ->
                it.tableName(tables.plugins())
                    .consistentRead(true)
                    .keyConditionExpression("pk = :pk AND begins_with(sk, :lifecycles)")
                    .expressionAttributeValues(
                        Map.of(
                            ":pk",
                            Items.text(PluginKeys.partition(pluginId)),
                            ":lifecycles",
                            Items.text(PluginKeys.LIFECYCLES))))
        .items()
        .stream()
        .map(item -> Items.read(item, StoredLifecycle.class).toDomain())
        .toList();
  }

  @Override
  public List<VersionLifecycle> due(Instant now, int atMost) {
    return dynamo
        .query(
            it ->
                it.tableName(tables.plugins())
                    .indexName("list")
                    .keyConditionExpression("listPk = :list AND listSk < :now")
                    .expressionAttributeValues(
                        Map.of(
                            ":list", Items.text(PluginKeys.ENDS_OF_LIFE),
                            ":now", Items.text(Items.sortable(now) + "~")))
                    .limit(atMost))
        .items()
        .stream()
        .map(item -> Items.read(item, StoredLifecycle.class).toDomain())
        .toList();
  }

  private static Map<String, AttributeValue> listed(VersionLifecycle it, Instant endOfLife) {
    var position = "%s#%s#%s".formatted(Items.sortable(endOfLife), it.pluginId(), it.version());
    return Map.of("listPk", Items.text(PluginKeys.ENDS_OF_LIFE), "listSk", Items.text(position));
  }

  @Override
  public Committed commit(
      VersionLifecycle next,
      Optional<SemanticVersion> successor,
      Optional<DeprecationTask> task,
      AuditRecord audit) {
    var key = PluginKeys.lifecycle(next.pluginId(), next.version().text());
    var item = Items.of(key, StoredLifecycle.of(next));
    next.lifecycle()
        .deprecation()
        .filter(it -> it.ended().isEmpty())
        .flatMap(Deprecation::endOfLife)
        .ifPresent(it -> item.putAll(listed(next, it)));
    var transaction = new Transaction(dynamo);
    if (next.revision() == 1) {
      transaction.create(LIFECYCLE, tables.plugins(), item);
    } else {
      var before = Map.of(":before", Items.number(next.revision() - 1));
      transaction.put(LIFECYCLE, tables.plugins(), item, "revision = :before", before);
    }
    transaction.check(VERSION, registered(next.pluginId(), next.version()));
    successor.ifPresent(it -> transaction.check(SUCCESSOR, registered(next.pluginId(), it)));
    task.ifPresent(it -> new DynamoDeprecationTasks(dynamo, tables).begin(transaction, it));
    transaction.audit(tables.audit(), audit);
    return switch (transaction.commit()) {
      case Transaction.Commit.Committed committed -> Committed.Written;
      case Transaction.Commit.Refused(var failed) when failed.contains(VERSION) ->
          Committed.VersionMissing;
      case Transaction.Commit.Refused(var failed) when failed.contains(SUCCESSOR) ->
          Committed.SuccessorMissing;
      case Transaction.Commit.Refused refused -> Committed.Changed;
    };
  }

  private ConditionCheck registered(PluginId pluginId, SemanticVersion version) {
    return ConditionCheck.builder()
        .tableName(tables.plugins())
        .key(PluginKeys.version(pluginId, version.text()).attributes())
        .conditionExpression("attribute_exists(pk)")
        .build();
  }
}
