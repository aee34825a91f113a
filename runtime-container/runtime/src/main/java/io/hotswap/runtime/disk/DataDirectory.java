package io.hotswap.runtime.disk;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where a node keeps what it needs to serve without the control plane.
public record DataDirectory(Path root) {
  private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);
  private static final String LEFT = "left-";

  public DataDirectory {
    root = root.toAbsolutePath();
  }

  /// Makes the folders that are missing, and empties what only a running process needs.
  public void prepare() {
    try {
      emptyTemporary();
      for (var folder : new Path[] {binaries(), libraries(), routing(), crashes(), temporary()}) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  // What a plugin has left there may be beyond deletion, for now or for ever: another folder takes
  // its place, and it is tried again with every start.
  private void emptyTemporary() throws IOException {
    if (Files.exists(root)) {
      list(root).stream()
          .filter(it -> it.getFileName().toString().startsWith(LEFT))
          .forEach(DataDirectory::delete);
    }
    delete(temporary());
    if (Files.exists(temporary(), LinkOption.NOFOLLOW_LINKS)) {
      setTemporaryAside();
    }
  }

  private void setTemporaryAside() {
    try {
      Files.move(temporary(), root.resolve(LEFT + UUID.randomUUID()));
    } catch (IOException e) {
      LOG.error("{} could not be emptied and is used as it is", temporary(), e);
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

  /// How far the node's own clock was off.
  public Path clock() {
    return root.resolve("clock-ahead-millis");
  }

  public Path temporary() {
    return root.resolve("temporary");
  }

  /// As far as that can be done; what stays is logged.
  public static void delete(Path tree) {
    if (Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      TreeDeletion.of(tree);
    }
  }

  /// What is in a folder. Says what goes wrong as [IOException]: that of [Files#list] says it
  /// unchecked.
  public static List<Path> list(Path folder) throws IOException {
    List<Path> all = new ArrayList<>();
    try (var files = Files.newDirectoryStream(folder)) {
      files.forEach(all::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return all;
  }
}
