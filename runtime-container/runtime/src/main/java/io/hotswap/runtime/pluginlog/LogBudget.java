package io.hotswap.runtime.pluginlog;

import java.util.function.LongSupplier;

/// What one plugin may write: so many lines and characters a second, and ten seconds' worth at
/// once.
final class LogBudget {
  private static final double SECOND = 1e9;
  private static final int BURST_SECONDS = 10;

  private final LogLimits limits;
  private final LongSupplier nanos;
  private double lines;
  private double characters;
  private long last;
  private long dropped;

  LogBudget(LogLimits limits, LongSupplier nanos) {
    this.limits = limits;
    this.nanos = nanos;
    this.lines = (double) limits.lines() * BURST_SECONDS;
    this.characters = (double) limits.characters() * BURST_SECONDS;
    this.last = nanos.getAsLong();
  }

  enum Answer {
    WRITE,
    DROP,
    /// The first since it was last told how many there were.
    DROP_FIRST
  }

  synchronized Answer take(int size) {
    refill();
    if (lines >= 1 && characters >= size) {
      lines -= 1;
      characters -= size;
      return Answer.WRITE;
    }
    dropped++;
    return dropped == 1 ? Answer.DROP_FIRST : Answer.DROP;
  }

  private void refill() {
    long now = nanos.getAsLong();
    double seconds = (now - last) / SECOND;
    last = now;
    lines = Math.min(lines + seconds * limits.lines(), (double) limits.lines() * BURST_SECONDS);
    characters =
        Math.min(
            characters + seconds * limits.characters(),
            (double) limits.characters() * BURST_SECONDS);
  }

  /// How many were dropped since this was last asked.
  synchronized long dropped() {
    long since = dropped;
    dropped = 0;
    return since;
  }
}
