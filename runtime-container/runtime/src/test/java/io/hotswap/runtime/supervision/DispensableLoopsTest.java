package io.hotswap.runtime.supervision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.ids.Environment;
import io.hotswap.runtime.config.Variables;
import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.disk.DiskSweeper;
import io.hotswap.runtime.globals.GlobalState;
import io.hotswap.runtime.leakdetection.UnloadingConfig;
import io.hotswap.runtime.memory.HeapWatch;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.unloading.CollectionProof;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No node ends for a loop that it can do without. */
class DispensableLoopsTest {
  private static final Duration SOON = Duration.ofMillis(5);
  private static final Duration LIMIT = Duration.ofMillis(50);

  private final NodeMetrics metrics = new NodeMetrics(Environment.Development);
  private final ConcurrentLinkedQueue<String> givenUp = new ConcurrentLinkedQueue<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger rounds = new AtomicInteger();
  private final Supervisor supervisor = new Supervisor(metrics.loops(), SOON, 10, givenUp::add);

  @AfterEach
  void close() {
    end.countDown();
    supervisor.close();
  }

  private void watch(Loop loop) {
    supervisor.watch(List.of(() -> List.of(loop)));
    loop.start();
    supervisor.start();
  }

  @Test
  void a_round_that_hangs_is_interrupted_and_the_next_begins() throws Exception {
    var loop =
        Loop.of(
                "waits",
                LIMIT,
                () -> {
                  if (rounds.incrementAndGet() == 1) {
                    end.await();
                  }
                  return SOON.toNanos();
                })
            .dispensable();
    try (loop) {
      watch(loop);
      Eventually.so("it goes on", () -> rounds.get() > 2);
      Eventually.so("it is well", () -> text().contains("node_loop_stuck{loop=\"waits\"} 0.0"));
      assertStays("waits");
    }
  }

  @Test
  void a_loop_that_cannot_be_interrupted_is_logged_again_and_again() throws Exception {
    var loop = Loop.every(SOON, LIMIT, "spins", this::spin).dispensable();
    try (loop) {
      watch(loop);
      Eventually.so("it shows", () -> text().contains("node_loop_stuck{loop=\"spins\"} 1.0"));
      Eventually.so("again and again", () -> interrupted("spins") > 3);
      assertStays("spins");
      end.countDown();
      Eventually.so("it is well", () -> text().contains("node_loop_stuck{loop=\"spins\"} 0.0"));
    }
  }

  @Test
  void a_loop_whose_every_round_fails_does_not_end_the_node() throws Exception {
    var loop =
        Loop.every(
                SOON,
                LIMIT,
                "broken",
                () -> {
                  throw new StackOverflowError("made for a test");
                })
            .dispensable();
    try (loop) {
      watch(loop);
      Eventually.so("it shows", () -> text().contains("node_loop_stuck{loop=\"broken\"} 1.0"));
      Eventually.so("for long", () -> interrupted("broken") > 3);
      assertStays("broken");
    }
  }

  @Test
  void another_that_is_stuck_beside_it_is_still_given_up() throws Exception {
    try (var loop = Loop.every(SOON, LIMIT, "spins", this::spin).dispensable();
        var vital = Loop.every(SOON, LIMIT, "vital", this::spin)) {
      watch(loop);
      watch(vital);
      Eventually.so("it is given up", () -> !givenUp.isEmpty());
      assertTrue(givenUp.peek().startsWith("loop vital "), givenUp::peek);
    }
  }

  @Test
  void these_are_dispensable_and_those_are_not(@TempDir Path directory) {
    var data = new DataDirectory(directory);
    assertFalse(DiskSweeper.loop(data, Set::of, Clock.systemUTC()).isVital());
    assertAll(false, new GlobalState(metrics));
    assertAll(
        false,
        new CollectionProof(
            UnloadingConfig.from(new Variables(Map.of())), metrics, it -> {}, Clock.systemUTC()));
    assertAll(true, new HeapWatch(() -> {}));
  }

  private static void assertAll(boolean vital, Supervised those) {
    those.loops().forEach(it -> assertEquals(vital, it.isVital(), it.name()));
    assertFalse(those.loops().isEmpty());
  }

  private void assertStays(String loop) {
    assertEquals(List.of(), List.copyOf(givenUp));
    assertTrue(supervisor.givenUp().isEmpty());
    assertTrue(supervisor.trouble().isEmpty(), () -> supervisor.trouble().toString());
    assertTrue(interrupted(loop) > 0);
  }

  private void spin() {
    while (end.getCount() > 0) {
      Thread.onSpinWait();
    }
  }

  private double interrupted(String loop) {
    var name = "node_loop_rounds_interrupted_total{loop=\"" + loop + "\"} ";
    return text()
        .lines()
        .filter(it -> it.startsWith(name))
        .mapToDouble(it -> Double.parseDouble(it.substring(name.length())))
        .sum();
  }

  private String text() {
    return new String(metrics.text(), StandardCharsets.UTF_8);
  }
}
