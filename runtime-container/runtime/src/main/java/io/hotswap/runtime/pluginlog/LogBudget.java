package io.hotswap.runtime.pluginlog;

import java.util.function.LongSupplier;

/// The lines and characters that one plugin may write a second, with a burst of ten seconds' worth.
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
    /// The first that is dropped since [#dropped] was called.
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

  /// Returns how many were dropped since the last call.
  synchronized long dropped() {
    long since = dropped;
    dropped = 0;
    return since;
  }
}
