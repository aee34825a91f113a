package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.PluginSource;
import io.hotswap.runtime.training.TrainingFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node with the image's options and a heap of 256 MB. */
class ImageMemoryTest {
  private static final int EXHAUSTED = 3;
  private static final int STUCK = 4;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "new byte[1 << 30].length",
        "new ArrayList<Object>(1 << 30).size()",
        "\"x\".repeat(1 << 30).length()",
        "takenAndLetGo()"
      })
  void one_call_that_wants_more_than_there_is_fails_alone(String greed) throws Exception {
    var members =
        """
        private static int takenAndLetGo() {
          var taken = new ArrayList<byte[]>();
          while (true) { taken.add(new byte[1 << 20]); }
        }
        private int calls;
        public synchronized Reply handle(Call call) {
          return Reply.text(calls++ == 0 ? "" + (%s) : "here");
        }
        """
            .formatted(greed);
    try (var fixture = ground(members);
        var node = node(fixture)) {
      assertEquals(502, node.invoke("echo").statusCode(), node.said());
      var next = node.invoke("echo");
      assertEquals("here", next.body(), node.said());
      assertTrue(node.get("/health/ready").startsWith("200"));
    }
  }

  @Test
  void a_heap_that_is_full_and_stays_so_ends_it() throws Exception {
    var members =
        """
        private static final List<byte[]> KEPT = new ArrayList<>();
        public Reply handle(Call call) {
          while (true) { KEPT.add(new byte[1 << 16]); }
        }
        """;
    try (var fixture = ground(members);
        var node = node(fixture)) {
      var _ = node.invoking("echo");
      assertEquals(EXHAUSTED, node.exit(), node.said());
    }
  }

  @Test
  void a_thread_of_a_plugins_own_that_fills_it_ends_it_too() throws Exception {
    var members =
        """
        private static final List<byte[]> KEPT = new ArrayList<>();
        public void start(PluginContext c) {
          new Thread(() -> {
            while (true) {
              try { KEPT.add(new byte[1 << 12]); } catch (OutOfMemoryError goOn) { Thread.yield(); }
            }
          }).start();
        }
        public Reply handle(Call call) { return Reply.text("here"); }
        """;
    try (var fixture = ground(members);
        var node =
            new NodeProcess(fixture, directory.resolve("node.log"), Map.of(), imageOptions())) {
      assertTrue(Set.of(EXHAUSTED, STUCK).contains(node.exit()), node.said());
    }
  }

  private TrainingFixture ground(String members) throws IOException {
    return new TrainingFixture(directory, PluginSource.of("echo", "1.0.0", members).jar());
  }

  private NodeProcess node(TrainingFixture fixture) throws Exception {
    var node = new NodeProcess(fixture, directory.resolve("node.log"), Map.of(), imageOptions());
    Eventually.so("the node is ready", () -> node.get("/health/ready").startsWith("200"));
    return node;
  }

  private static List<String> imageOptions() throws IOException {
    var dockerfile = Files.readString(Path.of("..", "Dockerfile"));
    var found = Pattern.compile("ENV JAVA_OPTIONS=\"([^\"]+)\"").matcher(dockerfile);
    assertTrue(found.find());
    return List.of(found.group(1).split(" "));
  }
}
