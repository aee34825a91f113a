package io.hotswap.persistence.erasure;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.erasure.CountableData;
import io.hotswap.domain.tenant.erasure.DataKind;
import io.hotswap.domain.tenant.erasure.Erasure;
import io.hotswap.domain.tenant.erasure.ErasureSubject;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedPlugin;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedTenant;
import io.hotswap.persistence.dynamo.keys.SecretKeys;
import io.hotswap.persistence.dynamo.keys.TenantKeys;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A tenant's data keys and secrets, or its secrets of a plugin. The plugin's tenants are those
/// that have settings of it: these are erased later.
final class ErasableSecrets implements CountableData {
  private final ErasableItems items;

  ErasableSecrets(ErasableItems items) {
    this.items = items;
  }

  @Override
  public DataKind kind() {
    return DataKind.Secrets;
  }

  @Override
  public long count(ErasureSubject subject) {
    return keys(subject).count();
  }

  @Override
  public Progress erase(Erasure erasure, Instant deadline) {
    return Progress.of(items.delete(keys(erasure.subject()), deadline));
  }

  private Stream<Map<String, AttributeValue>> keys(ErasureSubject subject) {
    return Arrays.stream(Environment.values())
        .flatMap(
            environment ->
                switch (subject) {
                  case ErasedTenant(var tenant) -> ofTenant(environment, tenant);
                  case ErasedPlugin(var plugin) -> ofPlugin(environment, plugin);
                });
  }

  /// The data key is the first, as `KEY` sorts before every `VALUE#`.
  private Stream<Map<String, AttributeValue>> ofTenant(Environment environment, String tenant) {
    return items.keys(SecretKeys.ofTenant(environment, tenant));
  }

  private Stream<Map<String, AttributeValue>> ofPlugin(Environment environment, PluginId plugin) {
    return items
        .keys(TenantKeys.ofPlugin(environment, plugin))
        .map(it -> Objects.requireNonNull(it.get("sk")).s())
        .flatMap(
            tenant ->
                items.keys(SecretKeys.ofTenant(environment, tenant), SecretKeys.valuesOf(plugin)));
  }
}
