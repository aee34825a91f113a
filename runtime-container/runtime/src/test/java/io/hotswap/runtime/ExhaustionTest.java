package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import io.hotswap.runtime.testing.World;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory that has run out ends a node; a plugin that says so does not. */
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
          case "heap" -> { return Reply.text("" + new long[Integer.MAX_VALUE - 8].length); }
          case "wrapped heap" -> {
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
    var world = new World();
    var source = PluginSource.of("greedy", "1.0.0", MEMBERS);
    world.publish(Documents.serving("greedy", 1, world.register("1.0.0", source.jar())));
    node =
        new NodeUnderTest(directory, world, issuer, Map.of("HOTSWAP_CALL_TIMEOUT_MILLIS", "20000"));
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
          "odd cause"
        }) {
      assertEquals(502, node.invoke("greedy", "run", body).statusCode(), body);
      assertFalse(node.exhausted.get(), body);
    }
    assertEquals(200, node.get("/health/ready").statusCode());
    assertEquals("fine", node.invoke("greedy", "run", "").body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"heap", "wrapped heap"})
  void an_exhausted_heap_makes_it_unready_and_ends_it(String body) throws Exception {
    assertEquals(502, node.invoke("greedy", "run", body).statusCode());
    assertTrue(node.exhausted.get());
    assertEquals(503, node.get("/health/ready").statusCode());
  }
}
