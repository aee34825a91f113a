package io.hotswap.runtime.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.runtime.testing.Eventually;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DelayedStarterTest {
  private final Queue<Throwable> refusals =
      new ArrayDeque<>(
          List.of(
              new OutOfMemoryError("unable to create native thread"),
              new IllegalThreadStateException("odd"),
              new InternalError("odder")));
  private final AtomicInteger ran = new AtomicInteger();

  private synchronized void start(String name, Runnable work) {
    switch (refusals.poll()) {
      case Error e -> throw e;
      case RuntimeException e -> throw e;
      case null -> work.run();
      case Throwable other -> throw new IllegalStateException(other);
    }
  }

  @Test
  void what_gets_no_thread_is_tried_again_until_it_does() throws Exception {
    try (var starter = new DelayedStarter(this::start, Duration.ofMillis(1))) {
      starter.later(Duration.ZERO, "restart", ran::incrementAndGet);
      Eventually.so("it runs in the end", () -> ran.get() == 1);
    }
    assertEquals(0, refusals.size());
  }
}
