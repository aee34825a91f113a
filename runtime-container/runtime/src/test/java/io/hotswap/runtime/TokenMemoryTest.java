package io.hotswap.runtime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.disk.RoutingSnapshotStore;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.PluginSource;
import io.hotswap.runtime.training.TrainingFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node remembers whom it has verified, and no token that somebody else could use. */
class TokenMemoryTest {
  private static final int CALLS = 50;

  @TempDir Path directory;

  @Test
  void after_its_calls_no_part_of_a_token_is_reachable_in_the_heap() throws Exception {
    try (var fixture = new TrainingFixture(directory)) {
      serve("remembered");
      try (var node = new NodeProcess(fixture, directory.resolve("node.log"), Map.of())) {
        Eventually.within(
            Duration.ofMinutes(2),
            () -> "the plugin answers",
            () ->
                node.get("/health/ready").startsWith("200")
                    && node.invoke("remembered").statusCode() == 200);
        for (int call = 0; call < CALLS; call++) {
          assertEquals(200, node.invoke("remembered").statusCode());
        }
        // The connections are still open, as a balancer's are.
        Eventually.so(
            "no part of the token is in the heap",
            () -> isForgotten(fixture.token(), heap(node.process)));
        assertEquals(200, node.invoke("remembered").statusCode());
      }
    }
  }

  private static boolean isForgotten(String token, String heap) {
    // What has to be there: the search would find the token's parts too.
    assertTrue(heap.contains("remembered"), "the plugin's name is not found");
    return Arrays.stream(token.split("\\.")).noneMatch(heap::contains);
  }

  private void serve(String plugin) throws Exception {
    var jar = PluginSource.echo(plugin, "1.0.0").jar();
    var disk = new DataDirectory(directory.resolve("disk"));
    var digest = PluginSource.digest(jar);
    Files.write(disk.binaries().resolve(digest.hex()), jar);
    new RoutingSnapshotStore(disk)
        .save(
            Documents.serving(
                plugin, 1, new RoutedVersion("1.0.0", digest, jar.length, "deployment", "")));
  }

  /** What is reachable in it, after a collection. */
  private String heap(Process node) throws Exception {
    var file = directory.resolve("node.hprof");
    Files.deleteIfExists(file);
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var dump =
        new ProcessBuilder(jcmd, Long.toString(node.pid()), "GC.heap_dump", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("jcmd.log").toFile())
            .start();
    assertTrue(dump.waitFor(1, TimeUnit.MINUTES), "no dump within a minute");
    assertEquals(0, dump.exitValue(), Files.readString(directory.resolve("jcmd.log")));
    return Files.readString(file, ISO_8859_1);
  }
}
