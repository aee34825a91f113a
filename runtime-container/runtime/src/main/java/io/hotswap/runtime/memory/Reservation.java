package io.hotswap.runtime.memory;

import io.hotswap.domain.refusal.Refusal;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Reserved bytes of [BytesInFlight], with a count of holders: the connection until it has
/// answered, and the call until the plugin's code has really ended.
public final class Reservation {
  private final BytesInFlight bytesInFlight;
  private final String tenant;
  private final AtomicInteger holders = new AtomicInteger(1);
  private volatile long bytes;

  Reservation(BytesInFlight bytesInFlight, String tenant, long bytes) {
    this.bytesInFlight = bytesInFlight;
    this.tenant = tenant;
    this.bytes = bytes;
  }

  /// Changes the number of bytes. To be called only while there is one holder.
  ///
  /// @return the refusal when there is no room for more
  public Optional<Refusal> resize(long to) {
    if (to <= bytes) {
      bytesInFlight.giveBack(tenant, bytes - to);
      bytes = to;
      return Optional.empty();
    }
    var refusal = bytesInFlight.take(tenant, bytes, to);
    if (refusal.isEmpty()) {
      bytes = to;
    }
    return refusal;
  }

  public void retain() {
    holders.incrementAndGet();
  }

  /// To be called once for each holder.
  public void release() {
    if (holders.decrementAndGet() == 0) {
      bytesInFlight.giveBack(tenant, bytes);
    }
  }
}
