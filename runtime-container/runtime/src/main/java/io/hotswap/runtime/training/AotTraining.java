package io.hotswap.runtime.training;

import io.hotswap.runtime.disk.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Creates a JDK AOT cache: starts the real node on a disk with one plugin, calls it and stops it.
/// Nodes that start with the cache find its classes loaded and linked.
public final class AotTraining {
  private static final int CALLS = 200;
  // The compiler of JDK 25.0.3 crashes the node when a method's profile names a class that is not
  // in the cache, such as a plugin's. Starting takes no longer without profiles.
  private static final List<String> NO_PROFILES =
      List.of(
          "-XX:+IgnoreUnrecognizedVMOptions",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:-AOTRecordTraining");

  private AotTraining() {}

  /// @param arguments the cache to write, then the JVM options, which must be those of the nodes
  ///   that will use it
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var cache = Path.of(arguments[0]).toAbsolutePath();
    var folder = Files.createTempDirectory("hotswap-training-");
    try {
      train(jar(), cache, folder, List.of(arguments).subList(1, arguments.length));
    } finally {
      DataDirectory.delete(folder);
    }
  }

  /// @param folder for temporary files
  public static void train(Path jar, Path cache, Path folder, List<String> options)
      throws IOException, InterruptedException {
    var log = folder.resolve("node.log");
    List<String> all = new ArrayList<>(options);
    all.addAll(NO_PROFILES);
    all.add("-XX:AOTCacheOutput=" + cache);
    try (var fixture = new TrainingFixture(folder);
        var node = TrainedNode.start(fixture, jar, log, all)) {
      node.awaitAnswer();
      for (int i = 0; i < CALLS; i++) {
        node.call();
      }
      for (var page : Arrays.asList("/health/live", "/health/ready", "/metrics", "/status")) {
        node.get(page);
      }
      node.stop();
    }
    if (Files.notExists(cache)) {
      throw new IOException("No cache was made: " + Files.readString(log));
    }
  }

  private static Path jar() {
    return Path.of(System.getProperty("java.class.path", ""));
  }
}
