package io.hotswap.runtime.disk;

import io.hotswap.runtime.supervision.NodeThread;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where a node keeps what it needs to serve without the control plane.
public record DataDirectory(Path root) {
  private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);
  private static final String LEFT = "left-";
  private static final Duration A_MOMENT = Duration.ofSeconds(2);

  public DataDirectory {
    root = root.toAbsolutePath();
  }

  /// Makes the folders that are missing, and an empty one for what only a running process needs.
  /// What the last process left there is set aside: to delete it may take long.
  public void prepare() {
    try {
      setTemporaryAside();
      for (var folder : new Path[] {binaries(), libraries(), routing(), crashes(), temporary()}) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /// And deletes what was set aside, now or earlier, while the node begins its work.
  public void prepareAndClear() {
    prepare();
    NodeThread.start("delete-left-files", this::deleteLeft);
  }

  private void setTemporaryAside() throws IOException {
    if (!Files.exists(temporary(), LinkOption.NOFOLLOW_LINKS) || isEmpty(temporary())) {
      return;
    }
    try {
      Files.move(temporary(), root.resolve(LEFT + UUID.randomUUID()));
    } catch (IOException e) {
      LOG.error("{} cannot be set aside and is emptied at once", temporary(), e);
      delete(temporary());
    }
  }

  private static boolean isEmpty(Path folder) {
    try (var files = Files.newDirectoryStream(folder)) {
      return !files.iterator().hasNext();
    } catch (IOException | DirectoryIteratorException e) {
      LOG.debug("{} cannot be read", folder, e);
      return false;
    }
  }

  // What a plugin has left there may be beyond deletion, for now or for ever: it is tried again
  // with every start.
  void deleteLeft() {
    try (var left = Files.newDirectoryStream(root, LEFT + "*")) {
      left.forEach(DataDirectory::delete);
    } catch (IOException | DirectoryIteratorException e) {
      LOG.error("What is left of earlier processes in {} cannot be found", root, e);
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

  /// Waits for a moment only: there may be much, and threads that a plugin has left may go on
  /// writing.
  public static void deleteSoon(Path tree) {
    if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      var _ = NodeThread.start("delete-" + tree.getFileName(), () -> delete(tree)).join(A_MOMENT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
