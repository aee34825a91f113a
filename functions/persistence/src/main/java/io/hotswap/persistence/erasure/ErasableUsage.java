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
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/// Usage by the minute, in the nodes' tables: an item has many tenants.
final class ErasableUsage implements ErasableData {
  private static final Logger LOG = LoggerFactory.getLogger(ErasableUsage.class);

  private final Function<Environment, ErasableItems> items;
  private final Supplier<List<PluginId>> plugins;

  /// @param plugins all that are registered; what a deleted one had is erased with it
  ErasableUsage(Function<Environment, ErasableItems> items, Supplier<List<PluginId>> plugins) {
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
          case ErasedTenant(var tenant) ->
              everywhere(environment -> removed(environment, tenant, deadline));
          case ErasedPlugin(var plugin) ->
              everywhere(
                  it -> items.apply(it).delete(minutes(it, items.apply(it), plugin), deadline));
        });
  }

  private static boolean everywhere(Predicate<Environment> erased) {
    return Arrays.stream(Environment.values()).allMatch(erased);
  }

  private static Stream<Map<String, AttributeValue>> minutes(
      Environment environment, ErasableItems items, PluginId plugin) {
    return NodeKeys.usages(environment, plugin).stream().flatMap(items::keys);
  }

  /// Those that name the tenant.
  private Stream<Map<String, AttributeValue>> minutes(
      Environment environment, ErasableItems items, String tenant) {
    return plugins.get().stream()
        .map(it -> NodeKeys.usage(environment, it, tenant))
        .flatMap(
            partition ->
                items.keys(
                    items
                        .query(partition, "pk = :pk", Map.of())
                        .filterExpression("attribute_exists(tenants.#tenant)")
                        .expressionAttributeNames(Map.of("#tenant", tenant))
                        .build()));
  }

  private boolean removed(Environment environment, String tenant, Instant deadline) {
    var minutes = items.apply(environment);
    for (var key : minutes(environment, minutes, tenant).toList()) {
      if (!minutes.clock().instant().isBefore(deadline)) {
        return false;
      }
      remove(minutes, tenant, key);
    }
    return true;
  }

  private static void remove(
      ErasableItems items, String tenant, Map<String, AttributeValue> minute) {
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
