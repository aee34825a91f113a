package io.hotswap.persistence.dynamo;

import io.hotswap.domain.tenant.erasure.Erasure;
import io.hotswap.persistence.dynamo.keys.ErasureKeys;
import io.hotswap.persistence.stored.tenant.StoredErasure;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// An erasure as an item of the tenants' table: listed until it ends, and kept for some time then.
public final class ErasureItem {
  private static final Duration KEPT = Duration.ofDays(30);

  private ErasureItem() {}

  public static Map<String, AttributeValue> of(Erasure it) {
    var item = Items.of(ErasureKeys.erasure(it.id()), StoredErasure.of(it));
    it.endedAt()
        .ifPresentOrElse(
            at -> item.put("expiresAt", Items.number(at.plus(KEPT).getEpochSecond())),
            () -> {
              item.put("listPk", Items.text(ErasureKeys.OPEN));
              item.put("listSk", Items.text(Items.sortable(it.createdAt()) + "#" + it.id()));
            });
    return item;
  }
}
