package io.hotswap.runtime.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/** A clock that stands until it is told to go on. */
public final class TestClock extends Clock {
  private volatile long millis;

  public TestClock(Instant now) {
    millis = now.toEpochMilli();
  }

  public void pass(Duration time) {
    millis += time.toMillis();
  }

  @Override
  public long millis() {
    return millis;
  }

  /** The same time on the scale of {@code System.nanoTime()}. */
  public long nanoTime() {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis);
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
