package io.hotswap.runtime.disk;

import io.hotswap.domain.ids.Environment;
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

/// The folder with all that a node needs to serve without the control plane.
public record DataDirectory(Path root) {
  private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);
  private static final String LEFTOVER_PREFIX = "left-";
  private static final Duration DELETE_WAIT = Duration.ofSeconds(2);

  public DataDirectory {
    root = root.toAbsolutePath();
  }

  /// Creates missing folders, and an empty one for temporary files. The last process's temporary
  /// files are only renamed, because deleting them may take long.
  public void prepare() {
    try {
      renameTemporary();
      for (var folder :
          new Path[] {
            binaries(),
            libraries(),
            pins(),
            signatures(),
            defaults(),
            routing(),
            tenants(),
            crashes(),
            temporary()
          }) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /// As [#prepare]; then deletes, in the background, what it or an earlier process renamed.
  public void prepareAndClear() {
    prepare();
    NodeThread.start("delete-left-files", this::deleteLeftovers);
  }

  private void renameTemporary() throws IOException {
    if (!Files.exists(temporary(), LinkOption.NOFOLLOW_LINKS) || isEmpty(temporary())) {
      return;
    }
    try {
      Files.move(temporary(), root.resolve(LEFTOVER_PREFIX + UUID.randomUUID()));
    } catch (IOException e) {
      LOG.error("{} cannot be renamed and is emptied at once", temporary(), e);
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

  // Some files that plugins left may be undeletable; every start tries again.
  void deleteLeftovers() {
    try (var left = Files.newDirectoryStream(root, LEFTOVER_PREFIX + "*")) {
      left.forEach(DataDirectory::delete);
    } catch (IOException | DirectoryIteratorException e) {
      LOG.error("Files that earlier processes left in {} cannot be listed", root, e);
    }
  }

  /// Creates the folder if it is missing.
  ///
  /// @throws IllegalArgumentException when it cannot be created
  public void create() {
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

  /// Jars from inside archives, and those that manifests pin, by digest: versions with the same
  /// library share it.
  public Path libraries() {
    return root.resolve("libraries");
  }

  /// Which libraries archives need that do not hold them, by the archives' digests.
  Path pins() {
    return root.resolve("pins");
  }

  /// What is known of binaries' signatures, by digest.
  public Path signatures() {
    return root.resolve("signatures");
  }

  /// Releases' default configurations, by digest.
  public Path defaults() {
    return root.resolve("defaults");
  }

  /// The last active routing document of each plugin.
  public Path routing() {
    return root.resolve("routing");
  }

  /// Tenants' settings of each plugin.
  public Path tenants() {
    return root.resolve("tenants");
  }

  /// The crash journal.
  public Path crashes() {
    return root.resolve("crashes");
  }

  /// The last trust document.
  public Path trust() {
    return root.resolve("trust");
  }

  /// The token issuer's keys.
  public Path keys() {
    return root.resolve("jwks.json");
  }

  /// The offset of the node's clock.
  public Path clock() {
    return root.resolve("clock-ahead-millis");
  }

  /// The defaults of an environment's stage.
  Path stageDefaults(Environment environment) {
    return root.resolve("stage-defaults-" + environment + ".json");
  }

  public Path temporary() {
    return root.resolve("temporary");
  }

  /// Deletes a tree as far as possible; what stays is logged.
  public static void delete(Path tree) {
    if (Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      TreeDeletion.of(tree);
    }
  }

  /// Deletes a tree in the background and waits two seconds at most: it may be large, and threads
  /// that a plugin has left may still write to it.
  public static void deleteSoon(Path tree) {
    if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      var _ =
          NodeThread.start("delete-" + tree.getFileName(), () -> delete(tree)).join(DELETE_WAIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The entries of a folder. Failures are always an [IOException]; the stream of [Files#list]
  /// throws unchecked ones.
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
