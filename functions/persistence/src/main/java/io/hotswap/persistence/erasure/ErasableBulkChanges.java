package io.hotswap.persistence.erasure;

import io.hotswap.domain.tenant.erasure.DataKind;
import io.hotswap.domain.tenant.erasure.ErasableData;
import io.hotswap.domain.tenant.erasure.Erasure;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedPlugin;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedTenant;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.keys.BulkKeys;
import io.hotswap.persistence.stored.tenant.StoredBulkLines;
import io.hotswap.persistence.stored.tenant.StoredBulkResults;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Lines and results of the last month's bulk changes that name a tenant: they keep their numbers,
/// without the tenant.
final class ErasableBulkChanges implements ErasableData {
  private final ErasableItems items;

  ErasableBulkChanges(ErasableItems items) {
    this.items = items;
  }

  @Override
  public DataKind kind() {
    return DataKind.BulkChanges;
  }

  @Override
  public Progress erase(Erasure erasure, Instant deadline) {
    return switch (erasure.subject()) {
      case ErasedTenant(var tenant) -> erase(tenant, deadline);
      case ErasedPlugin plugin -> Progress.DONE;
    };
  }

  /// Jobs that have not ended carry their lines out first.
  private Progress erase(String tenant, Instant deadline) {
    if (parts(BulkKeys.OPEN).anyMatch(it -> names(it, tenant))) {
      return Progress.MORE;
    }
    for (var part : parts(BulkKeys.ENDED).filter(it -> names(it, tenant)).toList()) {
      if (!items.clock().instant().isBefore(deadline)) {
        return Progress.MORE;
      }
      items.dynamo().putItem(it -> it.tableName(items.table()).item(without(part, tenant)));
    }
    return Progress.DONE;
  }

  private static Map<String, AttributeValue> without(
      Map<String, AttributeValue> part, String tenant) {
    Object stored =
        part.containsKey("lines")
            ? Items.read(part, StoredBulkLines.class).without(tenant)
            : Items.read(part, StoredBulkResults.class).without(tenant);
    Map<String, AttributeValue> next = new HashMap<>(part);
    next.putAll(Items.attributes(stored));
    return next;
  }

  private Stream<Map<String, AttributeValue>> parts(String list) {
    var jobs =
        items
            .dynamo()
            .queryPaginator(
                it ->
                    it.tableName(items.table())
                        .indexName("list")
                        .keyConditionExpression("listPk = :list")
                        .expressionAttributeValues(Map.of(":list", Items.text(list))));
    return jobs.items().stream()
        .map(it -> Objects.requireNonNull(it.get("pk")).s())
        .toList()
        .stream()
        .flatMap(
            job ->
                items
                    .dynamo()
                    .queryPaginator(items.query(job, "pk = :pk", Map.of()).build())
                    .items()
                    .stream());
  }

  private static boolean names(Map<String, AttributeValue> part, String tenant) {
    return Stream.of("lines", "results")
        .map(it -> part.getOrDefault(it, AttributeValue.fromL(List.of())))
        .filter(AttributeValue::hasL)
        .flatMap(it -> it.l().stream())
        .anyMatch(it -> tenant.equals(Objects.requireNonNull(it.m().get("tenant")).s()));
  }
}
