package io.hotswap.persistence.erasure;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.erasure.DataKind;
import io.hotswap.domain.tenant.erasure.ErasableData;
import io.hotswap.domain.tenant.erasure.Erasure;
import io.hotswap.domain.tenant.erasure.ErasureSubject;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedPlugin;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedTenant;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.keys.TenantKeys;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Listed changes of the erased settings. A node that has not read them by now finds that changes
/// are missing, and reads all settings.
final class ErasableChangeList implements ErasableData {
  private final ErasableItems items;

  ErasableChangeList(ErasableItems items) {
    this.items = items;
  }

  @Override
  public DataKind kind() {
    return DataKind.ChangeList;
  }

  @Override
  public Progress erase(Erasure erasure, Instant deadline) {
    return Progress.of(items.delete(keys(erasure.subject()), deadline));
  }

  private Stream<Map<String, AttributeValue>> keys(ErasureSubject subject) {
    return switch (subject) {
      case ErasedTenant(var id) -> keys("tenant", id);
      case ErasedPlugin(var id) -> keys("pluginId", id.toString());
    };
  }

  private Stream<Map<String, AttributeValue>> keys(String name, String value) {
    return Arrays.stream(Environment.values())
        .flatMap(
            environment ->
                IntStream.range(0, TenantPluginId.SHARDS)
                    .mapToObj(shard -> TenantKeys.shard(environment, shard)))
        .flatMap(
            shard ->
                items.keys(
                    items
                        .query(shard, "pk = :pk", Map.of(":value", Items.text(value)))
                        .filterExpression("#name = :value")
                        .expressionAttributeNames(Map.of("#name", name))
                        .build()));
  }
}
