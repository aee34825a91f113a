package io.hotswap.runtime.loading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CallGateTest {
  @Test
  void nobody_is_inside_once_it_is_shut_and_empty() throws Exception {
    for (int round = 0; round < 200; round++) {
      var gate = new CallGate();
      var empty = new AtomicBoolean();
      var intruders = new AtomicLong();
      var running = new CountDownLatch(2);
      var threads =
          new Thread[] {
            Thread.ofPlatform().start(() -> pass(gate, empty, intruders, running)),
            Thread.ofPlatform().start(() -> pass(gate, empty, intruders, running))
          };
      running.await();
      gate.shut();
      assertTrue(gate.awaitEmpty(Duration.ofSeconds(5)));
      empty.set(true);
      for (var thread : threads) {
        thread.join();
      }
      assertEquals(0, intruders.get());
      assertEquals(0, gate.inside());
    }
  }

  private static void pass(
      CallGate gate, AtomicBoolean empty, AtomicLong intruders, CountDownLatch running) {
    running.countDown();
    while (gate.enter()) {
      if (empty.get()) {
        intruders.incrementAndGet();
      }
      gate.leave();
    }
  }

  @Test
  void a_closed_gate_opens_again_and_a_shut_one_does_not() {
    var gate = new CallGate();
    gate.close();
    assertFalse(gate.enter());
    gate.open();
    assertTrue(gate.enter());
    gate.close();
    gate.shut();
    gate.open();
    gate.close();
    assertFalse(gate.enter());
    assertTrue(gate.isShut());
    assertEquals(1, gate.inside());
  }

  @Test
  void whoever_stays_is_counted() throws Exception {
    var gate = new CallGate();
    assertTrue(gate.enter());
    gate.shut();
    assertFalse(gate.enter());
    assertFalse(gate.awaitEmpty(Duration.ofMillis(20)));
    assertEquals(1, gate.inside());
  }
}
