package io.hotswap.domain.node;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/// The control plane's time on a node, whose own clock may be wrong by hours, and may be set while
/// the process runs. Every answer of a store carries its time, to the second: the answers together
/// narrow down how far the node is off. Until the first of them the node's own time is all there
/// is.
///
/// Within a second of the truth nothing is corrected: time would step back and forth.
public final class ControlPlaneClock extends Clock {
  private static final long RESOLUTION = 1_000;
  private static final long TOLERATED = 1_000;
  // By which a quartz may drift between two answers.
  private static final long DRIFT = 1;

  private final Clock own;
  private final LongSupplier nanoTime;
  private final long beganMillis;
  private final long beganNanos;
  // How far the control plane is ahead of the time counted here, between these bounds.
  private long least = Long.MIN_VALUE / 2;
  private long most = Long.MAX_VALUE / 2;
  private volatile boolean heard;
  private volatile long correction;

  /// @param own the node's
  /// @param nanoTime goes on evenly whatever the own clock is set to
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

  /// Takes what an answer says.
  ///
  /// @param date of the answer, cut off to the second
  /// @param sent when its request was sent, by [#mark]
  public synchronized void answered(Instant date, long sent) {
    long received = mark();
    long lowest = date.toEpochMilli() - received;
    long highest = date.toEpochMilli() + RESOLUTION - sent;
    least = Math.max(least - DRIFT, lowest);
    most = Math.min(most + DRIFT, highest);
    if (least > most) {
      // One of the clocks was set, or this machine slept.
      least = lowest;
      most = highest;
    }
    if (correction < least - TOLERATED || correction > most + TOLERATED) {
      correction = least + (most - least) / 2;
    }
    heard = true;
  }

  /// Milliseconds that go on evenly, for [#answered].
  public long mark() {
    return beganMillis + (nanoTime.getAsLong() - beganNanos) / 1_000_000;
  }

  /// Whether any answer has told the time yet.
  public boolean hasHeard() {
    return heard;
  }

  /// How far the node's own clock is ahead; negative when it is behind, zero when it is right
  /// within a second or nothing was heard yet.
  public Duration ownAhead() {
    long ahead = own.millis() - millis();
    return heard && Math.abs(ahead) > TOLERATED ? Duration.ofMillis(ahead) : Duration.ZERO;
  }

  @Override
  public long millis() {
    return mark() + correction;
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
