package io.hotswap.persistence.dynamo.keys;

import io.hotswap.domain.idempotency.RequestKey;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.text.BoundedText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The idempotency table: one item a request, and counts of refused ones by the hour.
public final class RequestKeys {
  // A DynamoDB key has at most 2,048 bytes; an issuer's subject may be longer.
  private static final int LONGEST = 1_000;

  // And a sort key 1,024.
  private static final int SHORTER = 900;

  private RequestKeys() {}

  public static Key request(RequestKey key) {
    var joined = key.actor() + "#" + key.operation() + "#" + key.key();
    var pk = BoundedText.bytes(joined) <= LONGEST ? joined : "#" + Digest.over(joined).hex();
    return new Key(pk, "KEY");
  }

  public static String refused(Instant hour) {
    return "REFUSED#" + hour.truncatedTo(ChronoUnit.HOURS);
  }

  public static Key refused(String actor, String operation, Instant minute) {
    var of = minute + "#" + operation + "#" + BoundedText.of(actor, SHORTER);
    return new Key(refused(minute), of);
  }
}
