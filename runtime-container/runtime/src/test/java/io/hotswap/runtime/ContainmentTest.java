package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Whatever a plugin throws: the call is answered, is out of the version, and can be looked up. */
class ContainmentTest {
  private static final String MEMBERS =
      """
      static class Broken { static final int SIZE = Integer.parseInt("none"); static void touch() { } }
      static class Death extends Error { }
      static class Mute extends RuntimeException {
        public String getMessage() { throw new IllegalStateException("no message"); }
      }
      static class Unprintable extends Error {
        public String toString() { throw new StackOverflowError(); }
        public synchronized Throwable getCause() { throw new Death(); }
      }
      static class Endless extends RuntimeException {
        public String getMessage() {
          try { Thread.sleep(60_000); } catch (InterruptedException e) { throw new IllegalStateException(e); }
          return "late";
        }
      }
      private static int deep(int n) { return deep(n + 1) + 1; }
      static <T extends Throwable> RuntimeException sneaky(Throwable t) throws T { throw (T) t; }
      public Reply handle(Call call) {
        switch (new String(call.body())) {
          case "initializer" -> Broken.touch();
          case "death" -> throw new Death();
          case "throwable" -> throw sneaky(new Throwable("neither exception nor error"));
          case "overflow" -> deep(0);
          case "link" -> throw new NoClassDefFoundError("gone/Away");
          case "mute" -> throw new Mute();
          case "unprintable" -> throw new Unprintable();
          case "endless" -> throw new Endless();
          case "half" -> throw new CallRejected("/a\\ud83d", "x".repeat(1 << 20) + "\\ude00\\0");
          case "nothing" -> throw new CallRejected(null, null);
          case "wide" -> { return Reply.text("text/" + "x".repeat(1 << 20), "wide"); }
          case "split" -> { return Reply.text("text/plain\\r\\nSet-Cookie: a=b", "split"); }
        }
        return Reply.text("fine");
      }
      """;

  @TempDir static Path directory;
  private static final InMemoryControlPlane CONTROL_PLANE = new InMemoryControlPlane();
  // Read on the thread that logs: whoever looks first decides which thread's context a line has.
  private static final Set<String> TRACES = ConcurrentHashMap.newKeySet();
  private static final AppenderBase<ILoggingEvent> LINES =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent line) {
          TRACES.add(line.getMDCPropertyMap().getOrDefault("traceId", ""));
        }
      };
  private static final Logger LOG =
      (Logger) LoggerFactory.getLogger("io.hotswap.runtime.calling.RunningCall");
  private static Issuer issuer;
  private static NodeUnderTest node;

  @BeforeAll
  static void start() throws Exception {
    LINES.start();
    LOG.addAppender(LINES);
    issuer = new Issuer();
    node =
        new NodeUnderTest(
            directory, CONTROL_PLANE, issuer, Map.of("HOTSWAP_CALL_TIMEOUT_MILLIS", "1000"));
    node.awaitReady();
    CONTROL_PLANE.publish(
        Documents.serving(
            "thrower",
            1,
            CONTROL_PLANE.register("1.0.0", PluginSource.of("thrower", "1.0.0", MEMBERS).jar())));
    CONTROL_PLANE.awaitAck("thrower", 1);
  }

  @AfterAll
  static void stop() throws Exception {
    LOG.detachAppender(LINES);
    node.close();
    issuer.close();
  }

  @Test
  void every_throwable_ends_as_a_failed_call_that_has_left() throws Exception {
    var bodies =
        List.of(
            "initializer",
            "initializer",
            "death",
            "throwable",
            "overflow",
            "link",
            "mute",
            "unprintable");
    for (var body : bodies) {
      assertAnswered(body, 502);
    }
    assertAnswered("endless", 504);
    assertEquals("fine", node.invoke("thrower", "run", "").body());

    CONTROL_PLANE.publish(
        Documents.serving(
            "thrower",
            2,
            CONTROL_PLANE.register("1.0.1", PluginSource.echo("thrower", "1.0.1").jar())));
    CONTROL_PLANE.awaitAck("thrower", 2);
    Eventually.so(
        "all have left it",
        () -> node.get("/metrics").body().contains("plugin_versions_retired_total{"));
    assertTrue(!node.get("/metrics").body().contains("plugin_unstoppable_calls_total{"));
  }

  @Test
  void what_a_plugin_says_to_its_caller_is_bounded_text() throws Exception {
    for (var body : List.of("half", "nothing")) {
      var answer = node.invoke("thrower", "run", body);
      assertEquals(422, answer.statusCode(), answer.body());
      assertTrue(answer.body().length() < 10_000, answer.body());
      assertTrue(answer.body().contains("\"errors\":[{"), answer.body());
    }
    for (var body : List.of("wide", "split")) {
      assertEquals(502, node.invoke("thrower", "run", body).statusCode());
    }
  }

  private static void assertAnswered(String body, int status) throws Exception {
    var answer = node.invoke("thrower", "run", body);
    assertEquals(status, answer.statusCode(), () -> body + ": " + answer.body());
    var trace = answer.headers().firstValue("traceparent").orElseThrow().split("-")[1];
    Eventually.so(body + " is in the log with " + trace, () -> TRACES.contains(trace));
  }
}
