package io.hotswap.persistence.erasure;

import io.hotswap.domain.tenant.erasure.DataKind;
import io.hotswap.domain.tenant.erasure.ErasableData;
import io.hotswap.domain.tenant.erasure.Erasure;
import io.hotswap.domain.tenant.erasure.ErasureSubject;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedPlugin;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedTenant;
import io.hotswap.persistence.dynamo.Items;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Messages of the last month to a tenant's contacts or about its pins, in the outbox: the only
/// ones that name a tenant.
final class ErasableMessages implements ErasableData {
  private final ErasableItems items;

  ErasableMessages(ErasableItems items) {
    this.items = items;
  }

  @Override
  public DataKind kind() {
    return DataKind.Messages;
  }

  @Override
  public Progress erase(Erasure erasure, Instant deadline) {
    return Progress.of(items.delete(keys(erasure.subject()), deadline));
  }

  private Stream<Map<String, AttributeValue>> keys(ErasureSubject subject) {
    return switch (subject) {
      case ErasedTenant(var id) -> keys(id);
      case ErasedPlugin plugin -> Stream.of();
    };
  }

  private Stream<Map<String, AttributeValue>> keys(String tenant) {
    return items
        .dynamo()
        .scanPaginator(
            it ->
                it.tableName(items.table())
                    .projectionExpression("pk, sk")
                    .filterExpression(
                        "#message.#to.#tenant = :tenant OR begins_with(#message.#subject, :pin)")
                    .expressionAttributeNames(
                        Map.of(
                            "#message", "message",
                            "#to", "to",
                            "#tenant", "tenant",
                            "#subject", "subject"))
                    .expressionAttributeValues(
                        Map.of(
                            ":tenant", Items.text(tenant),
                            ":pin", Items.text("The pin of " + tenant + " to "))))
        .items()
        .stream();
  }
}
