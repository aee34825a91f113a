package io.hotswap.runtime.http.connection;

import java.time.Duration;

/// Checks that a client sends or reads fast enough since a transfer began.
final class TransferRate {
  private final long stall;
  private final long slowest;
  private long millis;
  private long moved;
  private boolean first;

  TransferRate(HttpConfig config) {
    this.stall = config.stall().toMillis();
    this.slowest = config.slowest();
  }

  void begin() {
    millis = 0;
    moved = 0;
    first = true;
  }

  void moved(long bytes) {
    moved += bytes;
  }

  /// @param since time since the last check
  boolean isTooSlow(Duration since) {
    if (first) {
      first = false;
      return false;
    }
    millis += since.toMillis();
    long counted = millis - stall;
    return counted >= 0 && moved <= slowest * counted / 1_000;
  }
}
