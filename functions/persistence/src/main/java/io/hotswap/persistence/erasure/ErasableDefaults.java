package io.hotswap.persistence.erasure;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.tenant.erasure.DataKind;
import io.hotswap.domain.tenant.erasure.ErasableData;
import io.hotswap.domain.tenant.erasure.Erasure;
import io.hotswap.domain.tenant.erasure.ErasureSubject;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedPlugin;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedTenant;
import io.hotswap.persistence.dynamo.keys.TenantKeys;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The default configurations of a plugin; of a tenant there are none.
final class ErasableDefaults implements ErasableData {
  private final ErasableItems items;

  ErasableDefaults(ErasableItems items) {
    this.items = items;
  }

  @Override
  public DataKind kind() {
    return DataKind.Defaults;
  }

  @Override
  public Progress erase(Erasure erasure, Instant deadline) {
    return Progress.of(items.delete(keys(erasure.subject()), deadline));
  }

  private Stream<Map<String, AttributeValue>> keys(ErasureSubject subject) {
    return switch (subject) {
      case ErasedTenant tenant -> Stream.of();
      case ErasedPlugin(var plugin) ->
          Arrays.stream(Environment.values())
              .flatMap(it -> items.keys(TenantKeys.defaults(it, plugin)));
    };
  }
}
