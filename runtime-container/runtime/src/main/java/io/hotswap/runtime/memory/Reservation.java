package io.hotswap.runtime.memory;

import io.hotswap.domain.refusal.Refusal;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// A part of [BytesInFlight], held by whoever can still reach the bytes: the connection until it
/// has answered, and the call until the plugin's code has really ended.
public final class Reservation {
  private final BytesInFlight of;
  private final String tenant;
  private final AtomicInteger holders = new AtomicInteger(1);
  private volatile long bytes;

  Reservation(BytesInFlight of, String tenant, long bytes) {
    this.of = of;
    this.tenant = tenant;
    this.bytes = bytes;
  }

  /// Changes how many bytes it is, by its first holder before there is another.
  ///
  /// @return why there is no room for more
  public Optional<Refusal> resize(long to) {
    if (to <= bytes) {
      of.giveBack(tenant, bytes - to);
      bytes = to;
      return Optional.empty();
    }
    var refusal = of.take(tenant, bytes, to);
    if (refusal.isEmpty()) {
      bytes = to;
    }
    return refusal;
  }

  public void retain() {
    holders.incrementAndGet();
  }

  /// Once for each holder.
  public void release() {
    if (holders.decrementAndGet() == 0) {
      of.giveBack(tenant, bytes);
    }
  }
}
