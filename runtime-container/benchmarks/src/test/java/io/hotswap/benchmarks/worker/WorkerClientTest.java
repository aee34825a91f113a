package io.hotswap.benchmarks.worker;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.benchmarks.peers.Contender;
import io.hotswap.benchmarks.plugins.PluginJars;
import io.hotswap.benchmarks.plugins.Size;
import io.hotswap.spi.Plugin;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In this process everything is on the class path; a contender's own has only what it needs. */
class WorkerClientTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "HOTSWAP.*")
  void a_peer_needs_nothing_beside_the_libraries_that_it_names(Contender peer) throws Exception {
    var jar = PluginJars.write(folder, Size.TINY, "1.0.0", List.of());
    try (var worker = WorkerClient.start(peer, paths(), folder.resolve("worker"))) {
      assertTrue(worker.does("load", jar).get("load") > 0);
    }
  }

  private BenchmarkPaths paths() throws Exception {
    var libraries = Files.createDirectories(folder.resolve("target/lib"));
    link(folder.resolve("target/hotswap-benchmarks.jar"), location(Worker.class));
    link(libraries.resolve("hotswap-plugin-spi.jar"), location(Plugin.class));
    for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (entry.endsWith(".jar") && !entry.contains("hotswap-")) {
        var library = Path.of(entry);
        link(libraries.resolve(library.getFileName()), library);
      }
    }
    return new BenchmarkPaths(folder.resolve("target"), folder);
  }

  private static void link(Path place, Path library) throws IOException {
    if (!Files.exists(place)) {
      Files.createSymbolicLink(place, library);
    }
  }

  private static Path location(Class<?> type) throws URISyntaxException {
    var source = Objects.requireNonNull(type.getProtectionDomain().getCodeSource());
    return Path.of(source.getLocation().toURI());
  }
}
