package io.hotswap.runtime.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.PluginSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A plugin's shutdown hook that does not end keeps no node from ending. */
class HangingHookTest {
  private static final int BY_SIGTERM = 143;
  private static final int EXHAUSTED = 3;
  private static final String MEMBERS =
      """
      private static final List<byte[]> KEPT = new ArrayList<>();
      public void start(PluginContext context) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> { %s }, "hook"));
      }
      public Reply handle(Call call) {
        if (new String(call.body()).equals("fill")) {
          new Thread(() -> { while (true) { KEPT.add(new byte[1 << 16]); } }).start();
        }
        if (new String(call.body()).equals("claim")) {
          throw new OutOfMemoryError("I only say so");
        }
        return Reply.text("fine");
      }
      """;
  private static final String PARKED =
      "while (true) { java.util.concurrent.locks.LockSupport.park(); }";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        PARKED,
        "while (true) { Thread.onSpinWait(); }",
        "System.exit(7);",
        "Thread.getAllStackTraces().keySet().forEach(it -> { if (it != Thread.currentThread())"
            + " it.interrupt(); }); while (true) { Thread.onSpinWait(); }"
      })
  void a_node_that_is_asked_to_end_ends_with_its_code(String hook) throws Exception {
    var log = directory.resolve("node.log");
    try (var fixture = ground(hook);
        var node = start(fixture, log)) {
      node.awaitAnswer();
      assertEquals(BY_SIGTERM, node.stop(), Files.readString(log));
      assertTrue(Files.readString(log).contains("Shutdown hooks still run"), Files.readString(log));
    }
  }

  @Test
  void a_node_whose_heap_is_full_ends_with_its_code_and_one_that_is_only_told_so_goes_on()
      throws Exception {
    var log = directory.resolve("node.log");
    try (var fixture = ground(PARKED);
        var node = start(fixture, log)) {
      node.awaitAnswer();
      assertEquals(502, node.call("claim"));
      Eventually.so("ready", () -> node.get("/health/ready") == 200);
      assertEquals(200, node.call("fill"));
      assertEquals(EXHAUSTED, node.awaitEnd(), Files.readString(log));
    }
  }

  private TrainingFixture ground(String hook) throws IOException {
    return new TrainingFixture(
        directory, PluginSource.of("echo", "1.0.0", MEMBERS.formatted(hook)).jar());
  }

  private TrainedNode start(TrainingFixture fixture, Path log) throws IOException {
    return TrainedNode.start(
        fixture,
        NodeProcess.jar(directory),
        log,
        List.of("-Xmx256m"),
        Map.of("HOTSWAP_FAREWELL_MILLIS", "100", "HOTSWAP_HALT_MILLIS", "4000"));
  }
}
