package io.hotswap.runtime.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.PluginSource;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The node's own log, whatever plugins do to the console, and whoever reads it. */
class NodeLogTest {
  private static final int BY_SIGTERM = 143;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MEMBERS =
      """
      private PluginContext context;
      public void start(PluginContext given) { context = given; }
      static void hold(Object monitor) {
        var held = new java.util.concurrent.CountDownLatch(1);
        Thread.ofPlatform().daemon().start(() -> {
          synchronized (monitor) {
            held.countDown();
            new java.util.concurrent.Semaphore(0).acquireUninterruptibly();
          }
        });
        try { held.await(); } catch (InterruptedException e) { throw new IllegalStateException(e); }
      }
      public Reply handle(Call call) {
        switch (new String(call.body())) {
          case "print" -> { System.out.println("from out"); System.err.print("from err\\n"); }
          // A plugin that prints its exceptions itself.
          case "trace" -> new IllegalStateException("traced").printStackTrace();
          case "name" -> {
            Thread.currentThread().setName("n\\0".repeat(1 << 20));
            context.log().log(System.Logger.Level.INFO, "named");
          }
          case "hold" -> { hold(System.out); hold(System.err); hold(System.class); }
          case "close" -> { System.out.close(); System.err.close(); }
          case "set" -> {
            var nowhere = new java.io.PrintStream(java.io.OutputStream.nullOutputStream());
            System.setOut(nowhere);
            System.setErr(nowhere);
          }
          case "fail" -> throw new IllegalStateException("on purpose");
          case "flood" -> {
            for (int i = 0; i < 100_000; i++) {
              context.log().log(System.Logger.Level.INFO, "x".repeat(1_000));
              System.out.println("x".repeat(1_000));
            }
          }
        }
        return Reply.text("fine");
      }
      """;

  @TempDir Path directory;

  @Test
  void it_is_json_line_by_line_and_goes_on_whatever_becomes_of_the_console() throws Exception {
    var log = directory.resolve("node.log");
    try (var fixture = ground();
        var node = start(fixture, log)) {
      node.awaitAnswer();
      for (var body : List.of("print", "trace", "name", "hold", "print", "close", "set")) {
        assertEquals(200, node.call(body), body);
      }
      assertEquals(502, node.call("fail"));
      Eventually.so("ready", () -> node.get("/health/ready") == 200);
      assertEquals(BY_SIGTERM, node.stop(), Files.readString(log));
    }
    var lines = json(log);
    for (var printed : Map.of("from out", "stdout", "from err", "stderr").entrySet()) {
      var line = line(lines, printed.getKey());
      assertEquals(printed.getValue(), line.path("stream").asText());
      assertEquals("echo", line.path("plugin").asText());
      assertEquals("1.0.0", line.path("version").asText());
      assertEquals("acme", line.path("tenantId").asText());
    }
    assertEquals("echo", line(lines, "IllegalStateException: traced").path("plugin").asText());
    assertTrue(line(lines, "named").path("thread").asText().length() <= 200);
    assertEquals("WARN", line(lines, "IllegalStateException: on purpose").path("level").asText());
    assertTrue(line(lines, "Stopped").path("plugin").isMissingNode());
  }

  @Test
  void nobody_who_reads_it_holds_up_a_call_health_or_the_end() throws Exception {
    var pipe = directory.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    // Open at both ends, and never read.
    try (var unread = new RandomAccessFile(pipe.toFile(), "rw");
        var fixture = ground();
        var node = start(fixture, pipe)) {
      node.awaitAnswer();
      for (int i = 0; i < 5; i++) {
        assertEquals(200, node.call("flood"));
        assertEquals(502, node.call("fail"));
        assertEquals(200, node.get("/health/live"));
        assertEquals(200, node.get("/metrics"));
      }
      Eventually.so("ready", () -> node.get("/health/ready") == 200);
      assertEquals(BY_SIGTERM, node.stop());
      assertTrue(unread.getFD().valid());
    }
  }

  private TrainingFixture ground() throws IOException {
    return new TrainingFixture(directory, PluginSource.of("echo", "1.0.0", MEMBERS).jar());
  }

  private TrainedNode start(TrainingFixture fixture, Path log) throws IOException {
    return TrainedNode.start(
        fixture,
        NodeProcess.jar(directory),
        log,
        List.of("-Xmx256m"),
        Map.of("HOTSWAP_FAREWELL_MILLIS", "1000"));
  }

  private static List<JsonNode> json(Path log) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (var line : Files.readAllLines(log)) {
      // What the machine itself prints is not ours.
      if (!line.startsWith("[") && !line.startsWith("OpenJDK ")) {
        lines.add(JSON.readTree(line));
      }
    }
    return lines;
  }

  private static JsonNode line(List<JsonNode> lines, String message) {
    return lines.stream()
        .filter(it -> it.path("message").asText().contains(message))
        .findFirst()
        .orElseThrow(() -> new AssertionError(message + " is not in " + lines));
  }
}
