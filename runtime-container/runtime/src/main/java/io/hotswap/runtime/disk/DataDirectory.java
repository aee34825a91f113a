package io.hotswap.runtime.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// Where a node keeps what it needs to serve without the control plane.
public record DataDirectory(Path root) {
  public DataDirectory {
    root = root.toAbsolutePath();
  }

  /// Makes the folders that are missing, and empties what only a running process needs.
  public void prepare() {
    try {
      delete(temporary());
      for (var folder : new Path[] {binaries(), libraries(), routing(), temporary()}) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "HOTSWAP_DATA_DIR must be a folder that can be written: " + root, e);
    }
  }

  /// Archives as registered, by digest.
  public Path binaries() {
    return root.resolve("binaries");
  }

  /// Jars that came inside archives, by digest: versions that bundle the same library share it.
  public Path libraries() {
    return root.resolve("libraries");
  }

  /// The last good routing document of each plugin.
  public Path routing() {
    return root.resolve("routing");
  }

  /// The token issuer's keys.
  public Path keys() {
    return root.resolve("jwks.json");
  }

  public Path temporary() {
    return root.resolve("temporary");
  }

  public static void delete(Path tree) throws IOException {
    if (Files.notExists(tree)) {
      return;
    }
    try (var files = Files.walk(tree)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
