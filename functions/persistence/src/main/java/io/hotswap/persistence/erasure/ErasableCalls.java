package io.hotswap.persistence.erasure;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.erasure.DataKind;
import io.hotswap.domain.tenant.erasure.ErasableData;
import io.hotswap.domain.tenant.erasure.Erasure;
import io.hotswap.domain.tenant.erasure.ErasureSubject;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedPlugin;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedTenant;
import io.hotswap.persistence.dynamo.keys.NodeKeys;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Which tenants call a plugin, in the nodes' tables.
final class ErasableCalls implements ErasableData {
  private final Function<Environment, ErasableItems> items;
  private final Supplier<List<PluginId>> plugins;

  /// @param plugins all that are registered; what a deleted one had is erased with it
  ErasableCalls(Function<Environment, ErasableItems> items, Supplier<List<PluginId>> plugins) {
    this.items = items;
    this.plugins = plugins;
  }

  @Override
  public DataKind kind() {
    return DataKind.Calls;
  }

  @Override
  public Progress erase(Erasure erasure, Instant deadline) {
    return Progress.of(
        Arrays.stream(Environment.values())
            .allMatch(it -> erased(it, erasure.subject(), deadline)));
  }

  private boolean erased(Environment environment, ErasureSubject subject, Instant deadline) {
    var calls = items.apply(environment);
    return calls.delete(keys(environment, calls, subject), deadline);
  }

  private Stream<Map<String, AttributeValue>> keys(
      Environment environment, ErasableItems calls, ErasureSubject subject) {
    return switch (subject) {
      case ErasedPlugin(var id) -> calls.keys(NodeKeys.tenants(environment, id));
      case ErasedTenant(var tenant) ->
          plugins.get().stream().map(it -> NodeKeys.tenant(environment, it, tenant).attributes());
    };
  }
}
