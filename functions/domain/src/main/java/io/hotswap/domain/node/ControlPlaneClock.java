package io.hotswap.domain.node;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/// The control plane's time on a node, whose own clock may be wrong by hours and may be set while
/// the process runs. Every response of a store carries its time, to the second; the responses
/// together bound the node's offset. Before the first of them the node's own time is used.
///
/// Offsets within a second are not corrected: time would step back and forth.
public final class ControlPlaneClock extends Clock {
  private static final long RESOLUTION = 1_000;
  private static final long TOLERATED = 1_000;
  // Possible drift between two responses, in milliseconds.
  private static final long DRIFT = 1;

  private final Clock own;
  private final LongSupplier nanoTime;
  private final long beganMillis;
  private final long beganNanos;
  // Bounds of how far the control plane is ahead of the time counted here, in milliseconds.
  private long minOffset = Long.MIN_VALUE / 2;
  private long maxOffset = Long.MAX_VALUE / 2;
  private volatile boolean adjusted;
  private volatile long correction;

  /// @param own the node's own clock
  /// @param nanoTime monotonic, whatever the own clock is set to
  public ControlPlaneClock(Clock own, LongSupplier nanoTime) {
    this(own, nanoTime, Duration.ZERO);
  }

  /// @param ahead how far the own clock was ahead when it was last known
  public ControlPlaneClock(Clock own, LongSupplier nanoTime, Duration ahead) {
    this.own = own;
    this.nanoTime = nanoTime;
    this.correction = -ahead.toMillis();
    this.beganMillis = own.millis();
    this.beganNanos = nanoTime.getAsLong();
  }

  /// Adjusts the clock to the time of a response.
  ///
  /// @param date of the response, truncated to the second
  /// @param sent when its request was sent, by [#monotonicMillis]
  public synchronized void adjust(Instant date, long sent) {
    long received = monotonicMillis();
    long lowest = date.toEpochMilli() - received;
    long highest = date.toEpochMilli() + RESOLUTION - sent;
    minOffset = Math.max(minOffset - DRIFT, lowest);
    maxOffset = Math.min(maxOffset + DRIFT, highest);
    if (minOffset > maxOffset) {
      // One of the clocks was set, or the machine was suspended.
      minOffset = lowest;
      maxOffset = highest;
    }
    if (correction < minOffset - TOLERATED || correction > maxOffset + TOLERATED) {
      correction = minOffset + (maxOffset - minOffset) / 2;
    }
    adjusted = true;
  }

  /// Monotonic milliseconds, for [#adjust].
  public long monotonicMillis() {
    return beganMillis + (nanoTime.getAsLong() - beganNanos) / 1_000_000;
  }

  /// Whether any response has adjusted it yet.
  public boolean isSynchronized() {
    return adjusted;
  }

  /// How far the node's own clock is ahead; negative when it is behind, zero when it is right
  /// within a second or unknown.
  public Duration localClockAhead() {
    long ahead = own.millis() - millis();
    return adjusted && Math.abs(ahead) > TOLERATED ? Duration.ofMillis(ahead) : Duration.ZERO;
  }

  @Override
  public long millis() {
    return monotonicMillis() + correction;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("UTC only");
  }
}
