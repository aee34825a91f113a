package io.hotswap.runtime.supervision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.ids.Environment;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.testing.Eventually;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a loop of the node outlives, and what shows when it does not. */
class LoopTest {
  private static final Duration SOON = Duration.ofMillis(5);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final AtomicInteger rounds = new AtomicInteger();
  private final NodeMetrics metrics = new NodeMetrics(Environment.Development);
  private final ConcurrentLinkedQueue<String> givenUp = new ConcurrentLinkedQueue<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final Supervisor supervisor = new Supervisor(metrics.loops(), SOON, 20, givenUp::add);

  @AfterEach
  void close() {
    end.countDown();
    supervisor.close();
  }

  @Test
  void it_outlives_interruptions() throws Exception {
    try (var loop = Loop.every(SOON, LONG, "interrupted", rounds::incrementAndGet)) {
      loop.start();
      for (int time = 0; time < 100; time++) {
        loop.thread().interrupt();
        Thread.onSpinWait();
      }
      goesOn(rounds);
      assertTrue(loop.overdue() < 0);
    }
  }

  @Test
  void an_interruption_in_a_round_ends_only_the_round() throws Exception {
    var loop =
        Loop.of(
            "sleeps",
            LONG,
            () -> {
              rounds.incrementAndGet();
              end.await();
              return 0;
            });
    try (loop) {
      loop.start();
      Eventually.so("it has begun", () -> rounds.get() == 1);
      loop.thread().interrupt();
      Eventually.so("it begins again", () -> rounds.get() == 2);
    }
    assertFalse(loop.thread().isAlive(), "its own end is another matter");
  }

  @Test
  void an_interruption_leaves_no_spinning_behind() throws Exception {
    try (var loop = Loop.every(LONG, LONG, "pauses", rounds::incrementAndGet)) {
      loop.start();
      Eventually.so("it pauses", () -> rounds.get() == 1 && isWaiting(loop.thread()));
      loop.thread().interrupt();
      Eventually.so("it pauses on", () -> isWaiting(loop.thread()));
      var threads = ManagementFactory.getThreadMXBean();
      long before = threads.getThreadCpuTime(loop.thread().threadId());
      // As long as a spinning thread takes to use up what this one must not.
      Eventually.so("time passes", new Elapsed(Duration.ofMillis(300)));
      long used = threads.getThreadCpuTime(loop.thread().threadId()) - before;
      assertTrue(used < Duration.ofMillis(100).toNanos(), () -> "used " + used + " ns");
      assertEquals(1, rounds.get());
    }
  }

  private static boolean isWaiting(Thread thread) {
    return thread.getState() == Thread.State.TIMED_WAITING;
  }

  @ParameterizedTest
  @ValueSource(
      classes = {StackOverflowError.class, NoClassDefFoundError.class, OutOfMemoryError.class})
  void it_outlives_errors(Class<? extends Error> kind) throws Exception {
    var error = kind.getConstructor().newInstance();
    try (var loop =
        Loop.every(
            SOON,
            LONG,
            "errs",
            () -> {
              if (rounds.incrementAndGet() == 1) {
                throw error;
              }
            })) {
      loop.start();
      goesOn(rounds);
    }
  }

  /** What cannot be logged: the logger asks for its message. */
  private static final class Unspeakable extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new NoClassDefFoundError("made for a test");
    }
  }

  @Test
  void one_that_lost_its_thread_gets_another() throws Exception {
    try (var loop =
        Loop.every(
            SOON,
            LONG,
            "loses",
            () -> {
              if (rounds.incrementAndGet() == 1) {
                throw new Unspeakable();
              }
            })) {
      supervisor.watch(List.of(() -> List.of(loop)));
      loop.start();
      Eventually.so("its thread is gone", loop::isDead);
      supervisor.start();
      goesOn(rounds);
      assertTrue(text().contains("node_loop_restarts_total{loop=\"loses\"} 1"), this::text);
    }
  }

  @Test
  void the_watchers_watch_each_other() throws Exception {
    var deadly =
        new Supervisor(
            metrics.loops(),
            SOON,
            1,
            why -> {
              throw new Unspeakable();
            });
    try (deadly;
        var loop = stuck()) {
      deadly.watch(List.of(() -> List.of(loop)));
      loop.start();
      Eventually.so("it is stuck", () -> deadly.trouble().isPresent());
      deadly.start();
      Eventually.so(
          "the one that lost its thread over it gets another",
          () -> text().contains("node_loop_restarts_total{loop=\"supervise-"));
      end.countDown();
      Eventually.so("all go on", () -> deadly.trouble().isEmpty());
    }
  }

  @Test
  void a_stuck_loop_shows_at_once_and_is_given_up_later() throws Exception {
    try (var loop = stuck()) {
      supervisor.watch(List.of(() -> List.of(loop)));
      loop.start();
      Eventually.so("it shows without a watcher", () -> supervisor.trouble().isPresent());
      assertTrue(supervisor.trouble().orElseThrow().startsWith("loop stuck gives no sign of life"));
      assertTrue(supervisor.givenUp().isEmpty());
      supervisor.start();
      Eventually.so("it is given up", () -> supervisor.givenUp().isPresent());
      Eventually.so("once", () -> givenUp.size() == 1);
      end.countDown();
      Eventually.so("it goes on", () -> supervisor.trouble().isEmpty());
    }
  }

  @Test
  void one_that_waits_for_a_monitor_is_stuck_soon_and_names_who_holds_it() throws Exception {
    var monitor = new StringBuilder();
    var held = new CountDownLatch(1);
    var holder =
        Thread.ofPlatform()
            .name("holder")
            .unstarted(
                () -> {
                  synchronized (monitor) {
                    held.countDown();
                    awaitEnd();
                  }
                });
    try (var foreign = new URLClassLoader("greedy/1.0.0#1", new URL[0], null);
        var loop =
            Loop.every(
                SOON,
                LONG,
                "blocked",
                () -> {
                  synchronized (monitor) {
                    rounds.incrementAndGet();
                  }
                })) {
      holder.setContextClassLoader(foreign);
      holder.start();
      held.await();
      supervisor.watch(List.of(() -> List.of(loop)));
      loop.start();
      supervisor.start();
      Eventually.so("it is stuck", () -> supervisor.trouble().isPresent());
      assertEquals(
          "loop blocked gives no sign of life: it waits for the monitor of a"
              + " java.lang.StringBuilder that thread holder of greedy/1.0.0#1 holds",
          supervisor.trouble().orElseThrow());
      end.countDown();
      goesOn(rounds);
      Eventually.so("it is well", () -> supervisor.trouble().isEmpty());
    }
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Loop stuck() {
    return Loop.of(
        "stuck",
        Duration.ofMillis(50),
        () -> {
          while (end.getCount() > 0) {
            Thread.onSpinWait();
          }
          return SOON.toNanos();
        });
  }

  @Test
  void one_whose_every_round_ends_in_an_error_gives_no_sign_of_life() throws Exception {
    try (var loop =
        Loop.every(
            SOON,
            Duration.ofMillis(50),
            "broken",
            () -> {
              throw new StackOverflowError("made for a test");
            })) {
      supervisor.watch(List.of(() -> List.of(loop)));
      loop.start();
      Eventually.so("that shows", () -> supervisor.trouble().isPresent());
    }
  }

  @Test
  void a_round_of_many_parts_may_take_longer() throws Exception {
    var held = new Loop[1];
    var parts = new AtomicInteger();
    held[0] =
        Loop.every(
            SOON,
            Duration.ofMillis(500),
            "parts",
            () -> {
              while (end.getCount() > 0) {
                parts.incrementAndGet();
                held[0].progressed();
              }
            });
    try (var loop = held[0]) {
      supervisor.watch(List.of(() -> List.of(loop)));
      loop.start();
      Eventually.so("longer than its limit", new Elapsed(Duration.ofMillis(700)));
      goesOn(parts);
      assertTrue(supervisor.trouble().isEmpty(), () -> supervisor.trouble().toString());
      end.countDown();
    }
  }

  private static void goesOn(AtomicInteger rounds) throws Exception {
    int before = rounds.get();
    Eventually.so(() -> "more rounds than " + before, () -> rounds.get() > before + 1);
  }

  private String text() {
    return new String(metrics.text(), java.nio.charset.StandardCharsets.UTF_8);
  }

  /** So much time. */
  private record Elapsed(long since, Duration time)
      implements java.util.concurrent.Callable<Boolean> {
    Elapsed(Duration time) {
      this(System.nanoTime(), time);
    }

    @Override
    public Boolean call() {
      return System.nanoTime() - since >= time.toNanos();
    }
  }
}
