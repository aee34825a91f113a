package io.hotswap.persistence.erasure;

import io.hotswap.domain.tenant.erasure.CountableData;
import io.hotswap.domain.tenant.erasure.DataKind;
import io.hotswap.domain.tenant.erasure.Erasure;
import io.hotswap.domain.tenant.erasure.ErasureSubject;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedPlugin;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedTenant;
import io.hotswap.persistence.dynamo.keys.RegisteredTenantKeys;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A tenant as it was created, with its contacts.
final class ErasableContacts implements CountableData {
  private final ErasableItems items;

  ErasableContacts(ErasableItems items) {
    this.items = items;
  }

  @Override
  public DataKind kind() {
    return DataKind.Contacts;
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
    return switch (subject) {
      case ErasedTenant(var id) -> items.keys(RegisteredTenantKeys.tenant(id).pk());
      case ErasedPlugin plugin -> Stream.of();
    };
  }
}
