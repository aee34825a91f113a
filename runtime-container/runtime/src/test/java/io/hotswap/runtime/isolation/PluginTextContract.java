package io.hotswap.runtime.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.calling.InvocationResult;
import io.hotswap.runtime.loading.LoadFailure;
import io.hotswap.runtime.loading.LoadedVersion;
import io.hotswap.runtime.plugin.PluginText;
import io.hotswap.runtime.testing.PluginSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a plugin says, wherever it runs: told in time, bounded, and as text. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PluginTextContract {
  private static final String MEMBERS =
      """
      static class Odd extends RuntimeException {
        private final String how;
        Odd(String how) { this.how = how; }
        public String getMessage() {
          switch (how) {
            case "huge": return "x".repeat(3 << 20);
            case "surrogate": return "half \\ud83d, NUL \\0, none \\uffff";
            case "throwing": throw new IllegalStateException("no message");
            case "recursive": return getMessage() + "!";
            case "blocking": new java.util.concurrent.Semaphore(0).acquireUninterruptibly(); return how;
            default: return how;
          }
        }
        public synchronized Throwable getCause() { return how.equals("cyclic") ? this : super.getCause(); }
      }
      static Throwable odd(String how) {
        Throwable odd = new Odd(how);
        if (how.equals("deep")) {
          for (int i = 0; i < 20_000; i++) odd = new Error("level " + i, odd);
        }
        if (how.equals("suppressing")) {
          for (int i = 0; i < 20_000; i++) odd.addSuppressed(new Odd("many"));
        }
        if (how.equals("frames")) {
          var frame = new StackTraceElement("a".repeat(1 << 16), "m", "F.java", 1);
          var frames = new StackTraceElement[1 << 15];
          Arrays.fill(frames, frame);
          odd.setStackTrace(frames);
        }
        return odd;
      }
      @SuppressWarnings("unchecked")
      static <T extends Throwable> void raise(Throwable thrown) throws T { throw (T) thrown; }

      private volatile String how = "";
      private PluginContext context;
      public void start(PluginContext given) { context = given; }
      public Health health() {
        if (how.startsWith("reason ")) {
          return Health.unhealthy(new Odd(how.substring(7)).getMessage());
        }
        if (!how.isEmpty()) Main.<RuntimeException>raise(odd(how));
        return Health.ok();
      }
      public Reply handle(Call call) {
        String body = new String(call.body());
        switch (call.operation()) {
          case "sicken" -> how = body;
          case "throw" -> Main.<RuntimeException>raise(odd(body));
          case "reject" -> throw new CallRejected(
              body.equals("nothing") ? null : new Odd(body).getMessage(),
              body.equals("nothing") ? null : new Odd(body).getMessage());
          case "type" -> { return Reply.text("text/" + "x".repeat(7 << 20), "typed"); }
          case "record" -> {
            var metrics = context.metrics();
            metrics.record(null, 1);
            metrics.count(null);
            metrics.record("nan", Double.NaN);
            metrics.record("infinite", Double.NEGATIVE_INFINITY);
            metrics.record("", 1);
            metrics.record("a".repeat(7 << 20), 1);
            metrics.record("half_\\ud83d", 1);
            metrics.record("fine", 1);
          }
          default -> throw CallRejected.unknownOperation(call);
        }
        return Reply.text("ok");
      }
      """;

  private Ground ground;
  private LoadedVersion version;

  abstract Map<String, String> variables();

  @BeforeAll
  void load(@TempDir Path root) throws Exception {
    Map<String, String> variables = new HashMap<>(variables());
    variables.put("HOTSWAP_START_TIMEOUT_MILLIS", "10000");
    ground = new Ground(root, variables);
    version = ground.load(source(MEMBERS));
  }

  @AfterAll
  void end() throws Exception {
    ground.retire(version);
    ground.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reason huge",
        "reason surrogate",
        "huge",
        "surrogate",
        "throwing",
        "recursive",
        "cyclic",
        "deep",
        "suppressing",
        "frames",
        "blocking"
      })
  void a_sick_plugin_is_found_sick_whatever_it_says(String how) throws Exception {
    assertEquals("ok", text("sicken", how));
    int before = version.failures();
    var reason = ground.health(version);
    assertEquals("ok", text("sicken", ""));
    assertTold(reason, PluginText.SENTENCE);
    assertEquals(before + 1, version.failures());
  }

  @ParameterizedTest
  @ValueSource(strings = {"huge", "surrogate", "throwing", "recursive", "cyclic", "deep"})
  void a_start_that_fails_is_told_whatever_it_says(String how) {
    var members =
        MEMBERS.replace(
            "{ context = given; }", "{ Main.<RuntimeException>raise(odd(\"" + how + "\")); }");
    var why = assertThrows(LoadFailure.class, () -> ground.load(source(members)));
    assertTold(why.sentence(), PluginText.SENTENCE);
    assertTrue(why.sentence().startsWith("p/1.0.0: start threw "), why.sentence());
    assertTrue(why.thrown().isPresent());
  }

  @Test
  void a_start_whose_failure_never_says_what_it_is_takes_too_long() {
    var members = MEMBERS.replace("{ context = given; }", "{ throw new Odd(\"blocking\"); }");
    var why = assertThrows(LoadFailure.class, () -> ground.load(source(members)));
    assertTrue(why.sentence().contains("did not end within"), why.sentence());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "huge",
        "surrogate",
        "throwing",
        "recursive",
        "cyclic",
        "deep",
        "suppressing",
        "frames"
      })
  void what_a_call_throws_is_told_whatever_it_says(String how) throws Exception {
    var failed =
        assertInstanceOf(
            InvocationResult.Failed.class, ground.call(version, "acme", "throw", how.getBytes()));
    assertTold(failed.thrown(), PluginText.MESSAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"huge", "surrogate", "nothing"})
  void a_rejection_is_told_whatever_it_says(String how) throws Exception {
    var rejected =
        assertInstanceOf(
            InvocationResult.Rejected.class,
            ground.call(version, "acme", "reject", how.getBytes()));
    assertTold(rejected.message(), PluginText.MESSAGE);
    assertFit(rejected.pointer(), PluginText.NAME);
  }

  @Test
  void figures_that_are_none_are_dropped_and_throw_nothing() throws Exception {
    assertEquals("ok", text("record", ""));
    var scraped = ground.scraped();
    assertTrue(scraped.contains("name=\"fine\""), scraped);
    assertEquals(1, scraped.lines().filter(it -> it.startsWith("plugin_figure_count")).count());
  }

  @Test
  void a_media_type_without_end_costs_its_call_and_no_other() throws Exception {
    ground.call(version, "type");
    assertEquals("ok", text("sicken", ""));
    assertEquals("", ground.health(version));
  }

  private String text(String operation, String body) throws Exception {
    return Ground.textOf(
        ground.call(version, "acme", operation, body.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] source(String members) {
    return PluginSource.of("p", "1.0.0", members).jar();
  }

  private static void assertTold(String text, PluginText limit) {
    assertTrue(!text.isBlank());
    // The class of what was thrown stands before its message.
    assertFit(text, limit);
  }

  private static void assertFit(String text, PluginText limit) {
    assertTrue(text.length() <= limit.most() + PluginText.NAME.most() + 2, text);
    assertTrue(StandardCharsets.UTF_8.newEncoder().canEncode(text), text);
    assertTrue(text.chars().noneMatch(it -> it < ' ' || it == 0xFFFF), text);
  }
}
