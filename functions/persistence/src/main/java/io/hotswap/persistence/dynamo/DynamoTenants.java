package io.hotswap.persistence.dynamo;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.Tenants;
import io.hotswap.persistence.aws.BatchWrites;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.keys.NodeKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// A plugin's tenants in the nodes' table, one item each.
public final class DynamoTenants implements Tenants {
  private static final Duration KEPT = Duration.ofDays(30);

  private final DynamoDbClient dynamo;
  private final Tables tables;
  private final Clock clock;

  public DynamoTenants(DynamoDbClient dynamo, Tables tables, Clock clock) {
    this.dynamo = dynamo;
    this.tables = tables;
    this.clock = clock;
  }

  @Override
  public void record(Environment environment, PluginId pluginId, Set<String> tenants, Instant at) {
    var expiresAt = Items.number(at.plus(KEPT).getEpochSecond());
    new BatchWrites(dynamo, tables.nodes(environment))
        .put(
            tenants.stream()
                .map(
                    tenant -> {
                      Map<String, AttributeValue> item =
                          new HashMap<>(
                              NodeKeys.tenant(environment, pluginId, tenant).attributes());
                      item.put("expiresAt", expiresAt);
                      return item;
                    }));
  }

  @Override
  public Set<String> of(Environment environment, PluginId pluginId) {
    // TTL deletes up to days late.
    return expiringAfter(environment, pluginId, clock.instant());
  }

  @Override
  public Set<String> calling(Environment environment, PluginId pluginId, Instant since) {
    return expiringAfter(environment, pluginId, since.plus(KEPT).minusSeconds(1));
  }

  private Set<String> expiringAfter(Environment environment, PluginId pluginId, Instant time) {
    var request =
        QueryRequest.builder()
            .tableName(tables.nodes(environment))
            .consistentRead(true)
            .keyConditionExpression("pk = :pk")
            .filterExpression("expiresAt > :after")
            .projectionExpression("sk")
            .expressionAttributeValues(
                Map.of(
                    ":pk", Items.text(NodeKeys.tenants(environment, pluginId)),
                    ":after", Items.number(time.getEpochSecond())))
            .build();
    return dynamo.queryPaginator(request).items().stream()
        .map(item -> Objects.requireNonNull(item.get("sk")).s())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
