package io.hotswap.runtime.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.calling.InvocationResult;
import io.hotswap.runtime.loading.LoadedVersion;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.PluginSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a plugin can do in a locked process, beside the same one in a process without a lock. */
class LockedPluginTest {
  private static final String CODE =
      """
      private PluginContext context;
      public void start(PluginContext given) { context = given; }

      public Reply handle(Call call) throws Exception {
        var given = new String(call.body(), java.nio.charset.StandardCharsets.UTF_8);
        try {
          return Reply.text(done(call.operation(), given));
        } catch (java.io.IOException | SecurityException refused) {
          return Reply.text("refused");
        }
      }

      private String done(String operation, String given) throws Exception {
        var file = java.nio.file.Path.of(given);
        var own = context.temporaryDirectory();
        switch (operation) {
          case "read": return java.nio.file.Files.readString(file);
          case "write": java.nio.file.Files.writeString(file, "x"); return "done";
          case "spawn": return "" + new ProcessBuilder("/bin/true").start().waitFor();
          case "listen": new java.net.ServerSocket(0).close(); return "done";
          case "environment":
            var parent = ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
            java.nio.file.Files.readAllBytes(
                java.nio.file.Path.of("/proc/" + (parent == 0L ? given : parent) + "/environ"));
            return "done";
          case "disk":
            for (int i = 0; i < 8; i++) {
              java.nio.file.Files.write(own.resolve("file-" + i), new byte[1 << 20]);
            }
            Thread.sleep(60_000);
            return "done";
          case "large":
            java.nio.file.Files.write(own.resolve("large"), new byte[8 << 20]);
            return "done";
          case "threads":
            for (int i = 0; i < 200; i++) {
              Thread.ofPlatform().daemon().start(() -> {
                try { Thread.sleep(60_000); } catch (InterruptedException e) { return; }
              });
            }
            Thread.sleep(60_000);
            return "done";
          default: return "unknown";
        }
      }
      """;

  @TempDir Path root;

  @ParameterizedTest
  @CsvSource({"process,canary,done,0,done,done", "locked,refused,refused,refused,refused,refused"})
  void reaches_no_file_process_or_network(
      String level, String read, String write, String spawn, String listen, String environment)
      throws Exception {
    var secret = Files.writeString(root.resolve("secret"), "canary").toString();
    try (var ground = ground(level, Map.of())) {
      var version = ground.load(PluginSource.of("p", "1.0.0", CODE).zip());
      assertEquals(read, asked(ground, version, "read", secret));
      assertEquals(write, asked(ground, version, "write", root.resolve("new").toString()));
      assertEquals(spawn, asked(ground, version, "spawn", ""));
      assertEquals(listen, asked(ground, version, "listen", ""));
      var node = Long.toString(ProcessHandle.current().pid());
      assertEquals(environment, asked(ground, version, "environment", node));
    }
  }

  @Test
  void ends_when_it_has_more_threads_than_it_may() throws Exception {
    assertEnds("threads", "TooManyThreads", Map.of("HOTSWAP_LOCK_THREADS", "100"));
  }

  @Test
  void ends_when_its_folder_is_larger_than_it_may_be() throws Exception {
    assertEnds("disk", "TooMuchDisk", Map.of("HOTSWAP_LOCK_DISK", "4MB"));
  }

  @Test
  void cannot_write_a_file_that_is_larger_than_its_folder_may_be() throws Exception {
    try (var ground = ground("locked", Map.of("HOTSWAP_LOCK_DISK", "4MB"))) {
      var version = ground.load(PluginSource.of("p", "1.0.0", CODE).zip());
      assertEquals("refused", asked(ground, version, "large", ""));
    }
  }

  private void assertEnds(String operation, String reason, Map<String, String> more)
      throws Exception {
    var settings = new HashMap<>(more);
    settings.put("HOTSWAP_LOCK_WATCH_MILLIS", "50");
    try (var ground = ground("locked", settings)) {
      var version = ground.load(PluginSource.of("p", "1.0.0", CODE).zip());
      assertInstanceOf(InvocationResult.Failed.class, ground.call(version, operation));
      Eventually.so(
          "the reason is counted", () -> ground.scraped().contains("reason=\"" + reason + "\""));
      ground.awaitServing(version, "unknown");
    }
  }

  @Test
  void the_machines_level_is_a_metric() {
    try (var ground = ground("locked", Map.of())) {
      assertTrue(ground.scraped().contains("node_lock{"), ground.scraped());
      assertTrue(ground.scraped().contains("level=\"FULL\""), ground.scraped());
    }
  }

  private Ground ground(String level, Map<String, String> more) {
    var settings = new HashMap<>(more);
    settings.put("HOTSWAP_ISOLATION", level);
    return new Ground(root.resolve("node-" + level), settings);
  }

  private static String asked(Ground ground, LoadedVersion version, String operation, String body)
      throws Exception {
    var result = ground.call(version, "acme", operation, body.getBytes(StandardCharsets.UTF_8));
    return Ground.textOf(result);
  }
}
