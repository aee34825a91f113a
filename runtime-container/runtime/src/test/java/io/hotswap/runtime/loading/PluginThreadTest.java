package io.hotswap.runtime.loading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hotswap.archive.classpath.SharedLoader;
import io.hotswap.runtime.loading.PluginThread.PluginFault;
import io.hotswap.runtime.testing.Eventually;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class PluginThreadTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final SharedLoader LOADER = new SharedLoader();

  private record Seen(long thread, String name, ClassLoader loader, boolean interrupted) {}

  private static Seen see(String what) throws Exception {
    return PluginThread.run(
        what,
        LOADER,
        LIMIT,
        () -> {
          var thread = Thread.currentThread();
          return new Seen(
              thread.threadId(),
              thread.getName(),
              thread.getContextClassLoader(),
              thread.isInterrupted());
        });
  }

  @Test
  void each_work_has_a_thread_of_its_own_named_and_with_the_plugin_s_loader() throws Exception {
    Set<Long> threads = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      var seen = see("start-" + i);
      threads.add(seen.thread());
      assertEquals("start-" + i, seen.name());
      assertEquals(LOADER, seen.loader());
      assertFalse(seen.interrupted());
    }
    assertEquals(20, threads.size());
  }

  @Test
  void who_interrupts_the_threads_that_wait_does_not_reach_the_next_plugin() throws Exception {
    for (int i = 0; i < 20; i++) {
      waiting().forEach(Thread::interrupt);
      assertFalse(see("start-" + i).interrupted());
    }
    Eventually.so("one waits again", () -> !waiting().isEmpty());
  }

  private static Set<Thread> waiting() {
    Set<Thread> waiting = new HashSet<>(Thread.getAllStackTraces().keySet());
    waiting.removeIf(
        it -> !it.getName().equals("plugin-spare") && !it.getName().equals("plugin-threads"));
    return waiting;
  }

  @Test
  void what_is_thrown_or_takes_too_long_is_a_fault() {
    assertFault(
        LIMIT,
        () -> {
          throw new IllegalStateException("on purpose");
        });
    assertFault(
        Duration.ofMillis(10),
        () -> {
          Thread.sleep(LIMIT);
          return "";
        });
  }

  private static void assertFault(Duration limit, Callable<String> work) {
    assertThrows(PluginFault.class, () -> PluginThread.run("x", LOADER, limit, work));
  }
}
