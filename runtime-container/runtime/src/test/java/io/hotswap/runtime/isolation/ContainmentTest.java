package io.hotswap.runtime.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.calling.InvocationRequest;
import io.hotswap.runtime.calling.InvocationResult;
import io.hotswap.runtime.isolation.process.ProcessGone;
import io.hotswap.runtime.loading.LoadedVersion;
import io.hotswap.runtime.testing.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What no class loader can contain. */
class ContainmentTest {
  @TempDir Path root;
  private Ground ground;
  private LoadedVersion version;
  private long pid;

  @BeforeEach
  void load() throws Exception {
    ground =
        new Ground(
            root,
            Map.of(
                "HOTSWAP_ISOLATION", "process",
                "HOTSWAP_PROCESS_MEMORY", "32MB",
                "HOTSWAP_PROCESS_GRACE_MILLIS", "200"));
    version = ground.load(Fixtures.many().zip());
    pid = Long.parseLong(ground.text(version, "pid"));
  }

  @AfterEach
  void end() throws Exception {
    ground.retire(version);
    ground.close();
  }

  @Test
  void a_plugin_that_fills_the_memory_ends_its_process_only() throws Exception {
    assertEnds("fill", "ran out of memory");
    assertServesAgain("OutOfMemory");
    assertEquals(0, ground.exhausted.get());
  }

  @Test
  void a_plugin_that_only_says_so_fails_its_call() throws Exception {
    var failed = assertInstanceOf(InvocationResult.Failed.class, ground.call(version, "claim"));
    assertEquals("java.lang.OutOfMemoryError: Java heap space", failed.thrown());
    assertEquals(pid, Long.parseLong(ground.text(version, "pid")));
  }

  @Test
  void native_memory_has_its_limit_too() throws Exception {
    assertEnds("native", "ran out of memory");
    assertServesAgain("OutOfMemory");
  }

  @Test
  void a_jvm_that_has_no_memory_for_itself_says_so_where_frames_are() throws Exception {
    assertEnds("abort", "ran out of memory");
    assertServesAgain("OutOfMemory");
  }

  @Test
  void what_ends_after_it_sent_something_else_is_told_by_that() throws Exception {
    assertEnds("garble", "because of what it sent");
    assertServesAgain("ProtocolViolation");
  }

  @Test
  void a_plugin_that_exits_takes_the_calls_in_flight_with_it_and_no_others() throws Exception {
    var sleeping = begin("sleep", Duration.ofSeconds(20));
    assertEnds("exit", "ended itself");
    assertTold("ended itself", sleeping.get(5, TimeUnit.SECONDS));
    assertServesAgain("Exited");
  }

  @Test
  void a_process_that_is_killed_is_unhealthy_until_it_is_there_again() throws Exception {
    var sleeping = begin("sleep", Duration.ofSeconds(20));
    awaitInside(1);
    assertTrue(ProcessHandle.of(pid).orElseThrow().destroyForcibly());
    assertTold("was killed", sleeping.get(5, TimeUnit.SECONDS));
    assertServesAgain("Killed");
    assertEquals("", ground.health(version));
  }

  @Test
  void a_call_that_cannot_be_stopped_ends_with_its_process() throws Exception {
    var spinning = begin("spin", Duration.ofMillis(100));
    assertInstanceOf(InvocationResult.TimedOut.class, spinning.get(5, TimeUnit.SECONDS));
    Eventually.so("nobody is inside", () -> version.inFlight() == 0);
    assertServesAgain("Unresponsive");
  }

  @Test
  void what_is_no_frame_ends_the_process_that_sent_it() throws Exception {
    assertEnds("garbage", "because of what it sent");
    assertServesAgain("ProtocolViolation");
  }

  @Test
  void nothing_of_the_nodes_environment_is_there() throws Exception {
    var names = ground.text(version, "environment");
    for (var name : names.split(" ", -1)) {
      assertTrue(
          name.matches("PATH|LANG|LC_ALL|TZ|HOME|MALLOC_ARENA_MAX|NLSPATH|XFILESEARCHPATH|_"),
          names);
    }
  }

  @Test
  void a_retired_version_leaves_no_process() throws Exception {
    var other = ground.load(Fixtures.many().zip());
    var its = ProcessHandle.of(Long.parseLong(ground.text(other, "pid"))).orElseThrow();
    ground.retire(other);
    Eventually.so("its process is gone", () -> !its.isAlive());
  }

  @Test
  void a_call_while_no_process_is_there_has_not_begun() throws Exception {
    var slow = Map.of("HOTSWAP_ISOLATION", "process", "HOTSWAP_PROCESS_RESTART_MILLIS", "60000");
    try (var away = new Ground(root.resolve("away"), slow)) {
      var its = away.load(Fixtures.many().zip());
      assertTold("ended itself", away.call(its, "exit"));
      Eventually.so(
          "none is there", () -> away.call(its, "pid") instanceof InvocationResult.NotBegun);
      var late = assertInstanceOf(InvocationResult.NotBegun.class, away.call(its, "pid"));
      assertTrue(late.why().contains("ended itself and is started again"), late.why());
      var scraped = away.scraped();
      assertTrue(scraped.contains("reason=\"no_process\""), scraped);
      assertTrue(
          scraped.contains("outcome=\"failed\",plugin=\"p\",version=\"1.0.0\"} 1.0"), scraped);
      assertEquals(1, away.failuresTold(its), "of the call that ended it");
      away.retire(its);
    }
  }

  private void assertEnds(String operation, String why) throws Exception {
    assertTold(why, ground.call(version, operation));
  }

  private static void assertTold(String why, InvocationResult result) {
    var failed = assertInstanceOf(InvocationResult.Failed.class, result);
    assertTrue(failed.thrown().startsWith(ProcessGone.class.getName()), failed.toString());
    assertTrue(failed.thrown().contains(why), failed.toString());
  }

  private void assertServesAgain(String reason) throws Exception {
    ground.awaitServing(version, "library");
    assertNotEquals(pid, Long.parseLong(ground.text(version, "pid")));
    assertTrue(ProcessHandle.of(pid).isEmpty());
    var summary =
        "plugin_processes_ended_total{plugin=\"p\",reason=\"%s\",version=\"1.0.0\"} 1.0"
            .formatted(reason);
    assertTrue(ground.scraped().contains(summary), ground.scraped());
    assertTrue(ground.scraped().contains("plugin_processes_running 1.0"), ground.scraped());
  }

  private void awaitInside(long calls) throws Exception {
    Eventually.so("the call is inside", () -> version.inFlight() == calls);
  }

  private CompletableFuture<InvocationResult> begin(String operation, Duration limit) {
    return ground.begin(
        version, new InvocationRequest(operation, "acme", "text/plain", new byte[0], ""), limit);
  }
}
