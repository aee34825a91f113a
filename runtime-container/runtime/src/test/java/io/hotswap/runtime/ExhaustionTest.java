package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin that says that memory has run out, or wants more than there is, ends no node. */
class ExhaustionTest {
  private static final String MEMBERS =
      """
      static class Mine extends OutOfMemoryError { }
      static class Odd extends RuntimeException {
        public synchronized Throwable getCause() { throw new IllegalStateException("no cause"); }
      }
      private static int deep(int n) { return deep(n + 1) + 1; }
      public Reply handle(Call call) {
        switch (new String(call.body())) {
          case "says so" -> throw new OutOfMemoryError("I only say so");
          case "quotes" -> throw new OutOfMemoryError("Java heap space");
          case "subclass" -> throw new Mine();
          case "wrapped claim" -> throw new IllegalStateException(new OutOfMemoryError("Metaspace"));
          case "impossible array" -> { return Reply.text("" + new byte[Integer.MAX_VALUE].length); }
          case "internal" -> throw new InternalError("so");
          case "death" -> throw new ThreadDeath();
          case "stack" -> deep(0);
          case "odd cause" -> throw new Odd();
          case "more than the heap" -> { return Reply.text("" + new long[Integer.MAX_VALUE - 8].length); }
          case "wrapped" -> {
            try {
              return Reply.text("" + new long[Integer.MAX_VALUE - 8].length);
            } catch (OutOfMemoryError e) {
              throw new IllegalStateException(new RuntimeException(e));
            }
          }
        }
        return Reply.text("fine");
      }
      """;

  @TempDir Path directory;
  private Issuer issuer;
  private NodeUnderTest node;

  @BeforeEach
  void start() throws Exception {
    issuer = new Issuer();
    var controlPlane = new InMemoryControlPlane();
    var source = PluginSource.of("greedy", "1.0.0", MEMBERS);
    controlPlane.publish(
        Documents.serving("greedy", 1, controlPlane.register("1.0.0", source.jar())));
    node =
        new NodeUnderTest(
            directory, controlPlane, issuer, Map.of("HOTSWAP_CALL_TIMEOUT_MILLIS", "20000"));
    node.awaitReady();
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
    issuer.close();
  }

  @Test
  void what_a_plugin_throws_is_its_calls_failure() throws Exception {
    for (var body :
        new String[] {
          "says so",
          "quotes",
          "subclass",
          "wrapped claim",
          "impossible array",
          "internal",
          "death",
          "stack",
          "odd cause",
          "more than the heap",
          "wrapped"
        }) {
      assertEquals(502, node.invoke("greedy", "run", body).statusCode(), body);
      assertFalse(node.exhausted.get(), body);
    }
    assertEquals(200, node.get("/health/ready").statusCode());
    assertEquals("fine", node.invoke("greedy", "run", "").body());
  }
}
