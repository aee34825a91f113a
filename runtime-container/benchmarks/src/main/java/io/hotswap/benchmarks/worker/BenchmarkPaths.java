package io.hotswap.benchmarks.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Where things are.
///
/// @param target of this module, with the benchmarks' jar and the libraries beside it
/// @param work a folder for this run
public record BenchmarkPaths(Path target, Path work) {
  public String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  public Path jar() {
    return target.resolve("hotswap-benchmarks.jar");
  }

  /// Those whose names begin so.
  public List<Path> libraries(String... beginnings) throws IOException {
    try (var files = Files.list(target.resolve("lib"))) {
      return files
          .filter(file -> Arrays.stream(beginnings).anyMatch(name(file)::startsWith))
          .sorted()
          .toList();
    }
  }

  /// What plugins bundle.
  public List<Path> bundled() throws IOException {
    return libraries("jackson-annotations-", "jackson-core-", "jackson-databind-");
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
