package io.hotswap.persistence.erasure;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.erasure.DataKind;
import io.hotswap.domain.tenant.erasure.ErasableData;
import io.hotswap.domain.tenant.erasure.Erasure;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedPlugin;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedTenant;
import io.hotswap.persistence.dynamo.keys.NodeKeys;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/// Usage by the minute, in the nodes' table: an item has many tenants.
final class ErasableUsage implements ErasableData {
  private static final Logger LOG = LoggerFactory.getLogger(ErasableUsage.class);

  private final ErasableItems items;
  private final Supplier<List<PluginId>> plugins;

  /// @param plugins all that are registered; what a deleted one had is erased with it
  ErasableUsage(ErasableItems items, Supplier<List<PluginId>> plugins) {
    this.items = items;
    this.plugins = plugins;
  }

  @Override
  public DataKind kind() {
    return DataKind.Usage;
  }

  @Override
  public Progress erase(Erasure erasure, Instant deadline) {
    return Progress.of(
        switch (erasure.subject()) {
          case ErasedTenant(var tenant) -> removed(tenant, deadline);
          case ErasedPlugin(var plugin) -> items.delete(minutes(plugin), deadline);
        });
  }

  private Stream<Map<String, AttributeValue>> minutes(PluginId plugin) {
    return Arrays.stream(Environment.values())
        .flatMap(environment -> NodeKeys.usages(environment, plugin).stream())
        .flatMap(items::keys);
  }

  /// Those that name the tenant.
  private Stream<Map<String, AttributeValue>> minutes(String tenant) {
    return Arrays.stream(Environment.values())
        .flatMap(
            environment ->
                plugins.get().stream().map(it -> NodeKeys.usage(environment, it, tenant)))
        .flatMap(
            partition ->
                items.keys(
                    items
                        .query(partition, "pk = :pk", Map.of())
                        .filterExpression("attribute_exists(tenants.#tenant)")
                        .expressionAttributeNames(Map.of("#tenant", tenant))
                        .build()));
  }

  private boolean removed(String tenant, Instant deadline) {
    for (var key : minutes(tenant).toList()) {
      if (!items.clock().instant().isBefore(deadline)) {
        return false;
      }
      remove(tenant, key);
    }
    return true;
  }

  private void remove(String tenant, Map<String, AttributeValue> minute) {
    try {
      items
          .dynamo()
          .updateItem(
              it ->
                  it.tableName(items.table())
                      .key(minute)
                      .updateExpression("REMOVE tenants.#tenant")
                      .conditionExpression("attribute_exists(tenants.#tenant)")
                      .expressionAttributeNames(Map.of("#tenant", tenant)));
    } catch (ConditionalCheckFailedException e) {
      LOG.debug("The minute has expired meanwhile", e);
    }
  }
}
