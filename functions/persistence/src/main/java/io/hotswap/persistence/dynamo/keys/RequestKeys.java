package io.hotswap.persistence.dynamo.keys;

import io.hotswap.domain.idempotency.RequestKey;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.text.BoundedText;

/// The idempotency table: one item a request.
public final class RequestKeys {
  // A DynamoDB key has at most 2,048 bytes; an issuer's subject may be longer.
  private static final int LONGEST = 1_000;

  private RequestKeys() {}

  public static Key request(RequestKey key) {
    var joined = key.actor() + "#" + key.operation() + "#" + key.key();
    var pk = BoundedText.bytes(joined) <= LONGEST ? joined : "#" + Digest.over(joined).hex();
    return new Key(pk, "KEY");
  }
}
