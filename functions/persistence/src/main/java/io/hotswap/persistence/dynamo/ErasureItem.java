package io.hotswap.persistence.dynamo;

import io.hotswap.domain.tenant.erasure.Erasure;
import io.hotswap.persistence.dynamo.keys.ErasureKeys;
import io.hotswap.persistence.dynamo.keys.Key;
import io.hotswap.persistence.stored.tenant.StoredErasure;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// An erasure as items of the tenants' table: one with its progress, which is kept for some time
/// after its end, and until then one as it was asked for, among those that are open.
public record ErasureItem(Erasure erasure) {
  private static final Duration KEPT = Duration.ofDays(30);

  public Map<String, AttributeValue> progress() {
    var item = Items.of(ErasureKeys.erasure(erasure.id()), StoredErasure.of(erasure));
    erasure
        .endedAt()
        .map(it -> it.plus(KEPT).getEpochSecond())
        .ifPresent(it -> item.put("expiresAt", Items.number(it)));
    return item;
  }

  public Key open() {
    return ErasureKeys.open(Items.sortable(erasure.createdAt()), erasure.id());
  }

  /// Begins it in a transaction.
  public Transaction begin(Transaction transaction, String table) {
    return transaction
        .create("erasure", table, progress())
        .put("open", table, Items.of(open(), StoredErasure.of(erasure)));
  }
}
