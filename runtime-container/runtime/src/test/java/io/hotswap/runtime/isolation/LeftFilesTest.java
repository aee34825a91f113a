package io.hotswap.runtime.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.disk.DiskSweeper;
import io.hotswap.runtime.loading.LoadFailure;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.PluginSource;
import io.hotswap.runtime.testing.TooDeep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plugin leaves on disk, and what it needs there, keep it and the node going on. */
class LeftFilesTest {
  private static final String EXITS =
      """
      public Reply handle(Call call) {
        if (call.operation().equals("exit")) { System.exit(7); }
        return Reply.text("up");
      }
      """;

  @TempDir Path root;
  private final List<Path> undeletable = new ArrayList<>();

  // Of the first version that is loaded.
  private Ground ground(String isolation) throws Exception {
    var ground =
        new Ground(
            root, Map.of("HOTSWAP_ISOLATION", isolation, "HOTSWAP_UNLOAD_CYCLE_MILLIS", "200"));
    var temporary = Files.createDirectory(ground.directory.temporary().resolve("p-1"));
    TooDeep.in(temporary);
    undeletable.add(temporary);
    return ground;
  }

  @AfterEach
  void undo() throws Exception {
    for (var folder : undeletable) {
      TooDeep.undo(folder);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"shared", "process"})
  void a_version_is_seen_off_all_the_same(String isolation) throws Exception {
    try (var ground = ground(isolation)) {
      ground.retire(ground.load(PluginSource.echo("p", "1.0.0").jar()));
      Eventually.so("its end is told", () -> !ground.certificates.isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"shared", "process"})
  void a_failed_start_says_why_and_is_seen_off(String isolation) throws Exception {
    var fails =
        PluginSource.of(
            "p",
            "1.0.0",
            """
            public void start(PluginContext c) { throw new IllegalStateException("no licence"); }
            public Reply handle(Call call) { return Reply.text(""); }
            """);
    try (var ground = ground(isolation)) {
      var failure = assertThrows(LoadFailure.class, () -> ground.load(fails.jar()));
      assertTrue(failure.sentence().contains("no licence"), failure::sentence);
      Eventually.so("its end is told", () -> !ground.certificates.isEmpty());
    }
  }

  @Test
  void a_process_that_ended_is_started_again() throws Exception {
    try (var ground = ground("process")) {
      var version = ground.load(PluginSource.of("p", "1.0.0", EXITS).jar());
      ground.call(version, "exit");
      ground.awaitServing(version, "run");
    }
  }

  @Test
  void a_process_is_started_again_when_the_disk_was_swept_long_after_it_was_loaded()
      throws Exception {
    try (var ground = ground("process")) {
      var version = ground.load(PluginSource.of("p", "1.0.0", EXITS).withLibrary("a").zip());
      assertEquals(2, version.files().size(), "jar and library");
      for (var folder : List.of(ground.directory.binaries(), ground.directory.libraries())) {
        for (var file : DataDirectory.list(folder)) {
          Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        }
      }
      // No document names its binary here, so it goes, and all libraries that may go with it.
      new DiskSweeper(
              ground.directory,
              () -> Set.copyOf(version.files()),
              InstantSource.system(),
              Duration.ofDays(1))
          .sweep();
      assertEquals(0, DataDirectory.list(ground.directory.binaries()).size());
      ground.call(version, "exit");
      ground.awaitServing(version, "run");
    }
  }
}
