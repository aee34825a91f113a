package io.hotswap.runtime.calling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.testing.Eventually;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With threads that really spin, until the test ends. */
class CarrierScalerTest {
  private static final VirtualThreadSchedulerMXBean SCHEDULER =
      ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
  private static final int MOST = 32;

  private final AtomicInteger calls = new AtomicInteger();
  private final List<Thread> spinning = new ArrayList<>();
  private final CarrierScaler carriers = new CarrierScaler(MOST, () -> calls.get() > 0);
  private volatile boolean over;

  @BeforeEach
  void start() {
    carriers.start();
  }

  @AfterEach
  void stop() throws Exception {
    over = true;
    for (var thread : spinning) {
      assertTrue(thread.join(Duration.ofSeconds(20)));
    }
    Eventually.so("lent carriers are taken back", () -> SCHEDULER.getParallelism() == cores());
    carriers.close();
  }

  @Test
  void calls_run_while_others_compute_without_end() throws Exception {
    spin(10);
    for (int call = 0; call < 20; call++) {
      assertTrue(runs(), "call " + call + " runs");
    }
    assertTrue(SCHEDULER.getParallelism() >= 10, () -> "lent " + SCHEDULER.getParallelism());
  }

  @Test
  void no_more_are_lent_than_may_be() throws Exception {
    spin(MOST + 8);
    Eventually.so("all are lent", () -> SCHEDULER.getParallelism() == MOST);
    assertEquals(MOST, SCHEDULER.getParallelism());
  }

  @Test
  void calls_that_wait_hold_nothing() throws Exception {
    var end = new CountDownLatch(1);
    for (int call = 0; call < 100; call++) {
      begin(
          () -> {
            try {
              end.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
    }
    assertTrue(runs());
    Eventually.so("none is lent for them", () -> SCHEDULER.getParallelism() == cores());
    end.countDown();
  }

  private void spin(int threads) {
    for (int i = 0; i < threads; i++) {
      begin(
          () -> {
            while (!over) {
              Thread.onSpinWait();
            }
          });
    }
  }

  private Thread begin(Runnable work) {
    calls.incrementAndGet();
    carriers.callBegan();
    var thread =
        Thread.startVirtualThread(
            () -> {
              work.run();
              carriers.callEnded();
              calls.decrementAndGet();
            });
    spinning.add(thread);
    return thread;
  }

  private boolean runs() throws InterruptedException {
    var ran = new CountDownLatch(1);
    begin(ran::countDown);
    return ran.await(10, TimeUnit.SECONDS);
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }
}
