package io.hotswap.domain.retry;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// Exponential backoff. With full jitter where several retry at once, so that those that collided
/// do not collide again.
///
/// @param first longest pause after the first attempt; doubles with each further one
/// @param longest upper bound of every pause
public record Backoff(Duration first, Duration longest) {
  private static final int MOST_DOUBLINGS = 30;

  /// @param attempts made so far, from 1
  public Duration after(int attempts) {
    var doubled = first.multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
    return doubled.compareTo(longest) < 0 ? doubled : longest;
  }

  /// Any pause up to [#after], each as likely.
  ///
  /// @param attempts made so far, from 1
  public Duration jittered(int attempts) {
    return Duration.ofNanos(ThreadLocalRandom.current().nextLong(after(attempts).toNanos() + 1));
  }

  /// Sleeps for a jittered pause.
  ///
  /// @param attempts made so far, from 1
  public void pause(int attempts) {
    try {
      Thread.sleep(jittered(attempts));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted between two attempts", e);
    }
  }
}
