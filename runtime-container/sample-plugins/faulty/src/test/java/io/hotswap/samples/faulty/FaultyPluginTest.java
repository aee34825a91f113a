package io.hotswap.samples.faulty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.spi.CallRejected;
import io.hotswap.spi.Plugin;
import io.hotswap.testkit.TestCall;
import io.hotswap.testkit.TestContext;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FaultyPluginTest {
  private final Plugin plugin = new FaultyPlugin();

  @Test
  void echoes() throws Exception {
    assertEquals("x", handle("echo", "x"));
  }

  @Test
  void is_slow_as_long_as_asked_and_stops_when_interrupted() throws Exception {
    assertEquals("slept 5 ms", handle("slow", "5"));
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> handle("slow", "60000"));
  }

  @Test
  void spins_whether_interrupted_or_not() throws Exception {
    Thread.currentThread().interrupt();
    assertTrue(handle("spin", "5").startsWith("spun "));
    assertTrue(Thread.interrupted());
  }

  @Test
  void throws_on_demand() {
    assertThrows(IllegalStateException.class, () -> handle("throw", ""));
  }

  @Test
  void toggles_its_health() throws Exception {
    assertEquals("unhealthy", handle("toggle-health", ""));
    assertFalse(plugin.health().healthy());
    assertEquals("healthy", handle("toggle-health", ""));
    assertTrue(plugin.health().healthy());
  }

  @Test
  void leaks_a_thread_and_a_thread_local() throws Exception {
    assertEquals("leaked a thread-local", handle("leak", "thread-local"));
    assertEquals("leaked a thread", handle("leak", "thread"));
    assertTrue(
        Thread.getAllStackTraces().keySet().stream()
            .anyMatch(each -> each.getName().startsWith("faulty-leak-")));
  }

  @Test
  void refuses_what_it_does_not_understand() {
    for (var body : new String[] {"", "soon", "-1", "3600001"}) {
      assertThrows(CallRejected.class, () -> handle("slow", body));
    }
    assertThrows(CallRejected.class, () -> handle("leak", "memory"));
    assertThrows(CallRejected.class, () -> handle("fly", ""));
  }

  @Test
  void the_variants_fail_as_they_are_named() throws Exception {
    var context = new TestContext("faulty", "2.0.0", Path.of("unused"));
    var call = TestCall.of("echo", "text/plain", "x");
    assertThrows(IllegalStateException.class, () -> new FailsToStart().start(context));
    assertThrows(IllegalStateException.class, () -> new FailsToStart().handle(call));
    assertFalse(new UnhealthyFromTheStart().health().healthy());
    assertEquals(1, new UnhealthyFromTheStart().handle(call).body().length);
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> new HangsInStart().start(context));
    assertThrows(IllegalStateException.class, () -> new HangsInStart().handle(call));
  }

  private String handle(String operation, String body) throws Exception {
    return new String(plugin.handle(TestCall.of(operation, "text/plain", body)).body(), UTF_8);
  }
}
