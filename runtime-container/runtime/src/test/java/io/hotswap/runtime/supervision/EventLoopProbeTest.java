package io.hotswap.runtime.supervision;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.testing.Eventually;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventLoopProbeTest {
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
  private final EventLoopProbe probe =
      new EventLoopProbe("connections", group, Duration.ofMillis(200));
  private final Loop loop = probe.loops().getFirst();

  @AfterEach
  void close() {
    probe.close();
    group.shutdownGracefully();
  }

  @Test
  void an_event_loop_that_is_busy_too_long_gives_no_sign_of_life_until_it_goes_on()
      throws Exception {
    var free = new CountDownLatch(1);
    var second = group.next();
    second.execute(
        () -> {
          try {
            free.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    Eventually.so("overdue", () -> loop.overdue() > 0);
    free.countDown();
    Eventually.so("well again", () -> loop.overdue() < 0);
  }

  @Test
  void an_event_loop_that_has_ended_gives_no_sign_of_life() throws Exception {
    var last = group.next();
    last.shutdownGracefully(0, 0, java.util.concurrent.TimeUnit.SECONDS);
    Eventually.so("overdue", () -> loop.overdue() > 0);
    assertTrue(last.isShuttingDown());
  }

  @Test
  void one_that_meets_an_error_goes_on_or_is_told() throws Exception {
    var met = group.next();
    met.execute(
        () -> {
          throw new StackOverflowError("I only say so");
        });
    Eventually.so(
        "goes on, or is told", () -> met.isShutdown() ? loop.overdue() > 0 : answers(met));
  }

  private static boolean answers(io.netty.util.concurrent.EventExecutor thread) throws Exception {
    return thread.submit(() -> true).get();
  }

  @Test
  void interruptions_end_none() throws Exception {
    for (int time = 0; time < 100; time++) {
      for (var each : Thread.getAllStackTraces().keySet()) {
        if (each.getName().startsWith("multiThreadIoEventLoopGroup")) {
          each.interrupt();
        }
      }
    }
    for (var each : group) {
      assertTrue(answers(each));
    }
    assertTrue(loop.overdue() < 0);
  }
}
