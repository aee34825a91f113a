package io.hotswap.persistence.erasure;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.erasure.CountableData;
import io.hotswap.domain.tenant.erasure.ErasableData;
import io.hotswap.domain.tenant.erasure.ErasableSettings;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.keys.PluginKeys;
import io.hotswap.persistence.dynamo.tenant.DynamoTenantPlugins;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/// What the tables and the bucket have of tenants.
public final class StoredTenantData {
  private final DynamoDbClient dynamo;
  private final S3Client s3;
  private final Tables tables;
  private final Clock clock;

  public StoredTenantData(DynamoDbClient dynamo, S3Client s3, Tables tables, Clock clock) {
    this.dynamo = dynamo;
    this.s3 = s3;
    this.tables = tables;
    this.clock = clock;
  }

  /// What the tenants' function counts before it is erased: its own table has it.
  public List<CountableData> counted() {
    var tenants = items(tables.tenants());
    return List.of(settings(), new ErasableSecrets(tenants), new ErasableContacts(tenants));
  }

  public List<ErasableData> all() {
    var tenants = items(tables.tenants());
    return List.of(
        settings(),
        new ErasableSecrets(tenants),
        new ErasableContacts(tenants),
        new ErasableDefaults(tenants),
        new ErasableBulkChanges(tenants),
        new ErasableMessages(items(tables.outbox())),
        new ErasableUsage(this::ofNodes, this::plugins),
        new ErasableCalls(this::ofNodes, this::plugins),
        new ErasableEvidence(s3, tables, clock),
        new ErasableChangeList(tenants));
  }

  private CountableData settings() {
    return new ErasableSettings(new DynamoTenantPlugins(dynamo, tables, clock), clock);
  }

  private ErasableItems items(String table) {
    return new ErasableItems(dynamo, table, clock);
  }

  private ErasableItems ofNodes(Environment environment) {
    return items(tables.nodes(environment));
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
