package io.hotswap.persistence.dynamo.tenant;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.TenantUsage;
import io.hotswap.domain.telemetry.TenantUsages;
import io.hotswap.domain.telemetry.UsageMinute;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.keys.NodeKeys;
import io.hotswap.persistence.stored.report.StoredUsageMinute;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// What tenants used, in the nodes' table: an item per minute, process and shard of tenants, so
/// that thousands of tenants cost a few writes and one of them few reads.
public final class DynamoTenantUsages implements TenantUsages {
  private static final Duration KEPT = Duration.ofDays(2);

  private final DynamoDbClient dynamo;
  private final Tables tables;

  public DynamoTenantUsages(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.tables = tables;
  }

  @Override
  public void record(UsageMinute it) {
    Map<String, Map<String, TenantUsage>> shards = new HashMap<>();
    it.tenants()
        .forEach(
            (tenant, used) ->
                shards
                    .computeIfAbsent(
                        NodeKeys.usage(it.environment(), it.pluginId(), tenant),
                        key -> new HashMap<>())
                    .put(tenant, used));
    shards.forEach((partition, tenants) -> put(partition, it, tenants));
  }

  private void put(String partition, UsageMinute it, Map<String, TenantUsage> tenants) {
    var part =
        new UsageMinute(
            it.environment(), it.pluginId(), it.nodeId(), it.incarnation(), it.minute(), tenants);
    var key = NodeKeys.minute(partition, it.minute(), it.nodeId(), it.incarnation());
    var item = Items.of(key, StoredUsageMinute.of(part));
    item.put("expiresAt", Items.number(it.minute().plus(KEPT).getEpochSecond()));
    dynamo.putItem(request -> request.tableName(tables.nodes(it.environment())).item(item));
  }

  @Override
  public SortedMap<Instant, TenantUsage> of(
      Environment environment, PluginId pluginId, String tenant, Instant from, Instant until) {
    SortedMap<Instant, TenantUsage> usage = new TreeMap<>();
    if (!from.isBefore(until)) {
      return usage;
    }
    // Begins of minutes have no fractions; as text, some instants sort after their minute.
    var first = from.truncatedTo(ChronoUnit.MINUTES);
    var values =
        Map.of(
            ":pk", Items.text(NodeKeys.usage(environment, pluginId, tenant)),
            ":first", Items.text(first.toString()),
            ":end", Items.text(until.plus(1, ChronoUnit.MINUTES).toString()));
    dynamo
        .queryPaginator(
            it ->
                it.tableName(tables.nodes(environment))
                    .keyConditionExpression("pk = :pk AND sk BETWEEN :first AND :end")
                    .expressionAttributeValues(values))
        .items()
        .forEach(it -> add(usage, Items.read(it, StoredUsageMinute.class).toDomain(), tenant));
    return usage.tailMap(from).headMap(until);
  }

  private static void add(
      SortedMap<Instant, TenantUsage> usage, UsageMinute minute, String tenant) {
    Optional.ofNullable(minute.tenants().get(tenant))
        .ifPresent(used -> usage.merge(minute.minute(), used, TenantUsage::plus));
  }
}
