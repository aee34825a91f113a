package io.hotswap.persistence.failure;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// Exponential backoff with jitter, so that colliding writers do not collide again.
public final class Backoff {
  private static final Duration LONGEST = Duration.ofSeconds(1);
  private static final int FIRST_MILLIS = 25;

  private Backoff() {}

  /// @param attempts made so far, from 1
  public static void pause(int attempts) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(longest(attempts).toMillis()) + 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted between two attempts", e);
    }
  }

  static Duration longest(int attempts) {
    long millis = (long) FIRST_MILLIS << Math.min(attempts, 20);
    return Duration.ofMillis(Math.min(LONGEST.toMillis(), millis));
  }
}
