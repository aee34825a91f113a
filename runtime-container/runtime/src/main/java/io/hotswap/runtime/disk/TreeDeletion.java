package io.hotswap.runtime.disk;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes a tree that plugins may have written to, as far as that can be done: folders without
/// rights get them back, links are not followed, and what stays is logged and stops nothing.
final class TreeDeletion {
  private static final Logger LOG = LoggerFactory.getLogger(TreeDeletion.class);

  private int failed;
  private @Nullable IOException first;

  private TreeDeletion() {}

  static void of(Path tree) {
    var deletion = new TreeDeletion();
    deletion.delete(tree);
    if (deletion.failed > 0) {
      LOG.warn(
          "{} stays on disk, files and folders that cannot be deleted: {}",
          tree,
          deletion.failed,
          reason(deletion.first));
    }
  }

  // Without the path, which is the plugin's and may be long.
  private static String reason(@Nullable IOException failure) {
    var kind = failure == null ? "" : failure.getClass().getSimpleName();
    return failure instanceof FileSystemException it && it.getReason() != null
        ? kind + ": " + it.getReason()
        : kind;
  }

  // A path is 4,096 bytes long at most, so this is no deeper than 2,048.
  private void delete(Path path) {
    try {
      if (isFolder(path)) {
        allow(path);
        DataDirectory.list(path).forEach(this::delete);
      }
      Files.deleteIfExists(path);
    } catch (NoSuchFileException e) {
      LOG.debug("{} is gone already", path, e);
    } catch (IOException e) {
      failed++;
      first = first == null ? e : first;
    }
  }

  private static boolean isFolder(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .isDirectory();
  }

  private static void allow(Path folder) throws IOException {
    if (!Files.isReadable(folder) || !Files.isWritable(folder) || !Files.isExecutable(folder)) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }
}
