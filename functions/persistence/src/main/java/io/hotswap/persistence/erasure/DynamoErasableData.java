package io.hotswap.persistence.erasure;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.erasure.ErasableData;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.keys.PluginKeys;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// What the tables have of tenants, but for settings.
public final class DynamoErasableData {
  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final InstantSource clock;

  public DynamoErasableData(DynamoDbClient dynamo, Tables tables, InstantSource clock) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.clock = clock;
  }

  /// What the tenants' function counts before it is erased: its own table has it.
  public List<ErasableData> counted() {
    var tenants = items(tables.tenants());
    return List.of(new ErasableSecrets(tenants), new ErasableContacts(tenants));
  }

  public List<ErasableData> all() {
    var tenants = items(tables.tenants());
    var nodes = items(tables.nodes());
    return List.of(
        new ErasableSecrets(tenants),
        new ErasableContacts(tenants),
        new ErasableBulkChanges(tenants),
        new ErasableMessages(items(tables.outbox())),
        new ErasableUsage(nodes, this::plugins),
        new ErasableCalls(nodes, this::plugins),
        new ErasableChangeList(tenants));
  }

  private ErasableItems items(String table) {
    return new ErasableItems(dynamo, table, clock);
  }

  private List<PluginId> plugins() {
    return dynamo
        .queryPaginator(
            it ->
                it.tableName(tables.plugins())
                    .indexName("list")
                    .keyConditionExpression("listPk = :list")
                    .expressionAttributeValues(Map.of(":list", Items.text(PluginKeys.LIST))))
        .items()
        .stream()
        .map(it -> PluginKeys.id(Objects.requireNonNull(it.get("pk")).s()))
        .toList();
  }
}
