package io.hotswap.runtime.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Looks again until it is so, or a deadline has passed. */
public final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Eventually() {}

  public static void so(Supplier<String> what, Callable<Boolean> condition) throws Exception {
    within(PATIENCE, what, condition);
  }

  public static void within(Duration patience, Supplier<String> what, Callable<Boolean> condition)
      throws Exception {
    long last = System.nanoTime() + patience.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() - last > 0) {
        throw new AssertionError("Not within " + patience + ": " + what.get());
      }
      Thread.sleep(5);
    }
  }

  public static void so(String what, Callable<Boolean> condition) throws Exception {
    so(() -> what, condition);
  }
}
