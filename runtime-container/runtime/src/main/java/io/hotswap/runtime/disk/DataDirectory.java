package io.hotswap.runtime.disk;

import java.io.IOException;
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
      for (var folder : new Path[] {binaries(), libraries(), routing(), crashes(), temporary()}) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /// Makes the folder where there is none.
  ///
  /// @throws IllegalArgumentException when that cannot be
  public void make() {
    try {
      Files.createDirectories(root);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  IllegalArgumentException unusable(IOException e) {
    return new IllegalArgumentException(
        "HOTSWAP_DATA_DIR must be a folder that can be written, not %s (%s)".formatted(root, e), e);
  }

  Path lock() {
    return root.resolve("lock");
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

  /// What processes of this node died on.
  public Path crashes() {
    return root.resolve("crashes");
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
