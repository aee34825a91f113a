package io.hotswap.runtime.disk;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes a tree that plugins may have written to, as far as possible. Folders without permissions
/// get them back, links are not followed, failures are logged and the deletion continues.
///
/// A tree may be very deep, and a folder may hold millions of files: there is no recursion, and no
/// list of a whole folder.
final class TreeDeletion {
  private static final Logger LOG = LoggerFactory.getLogger(TreeDeletion.class);
  // A thread that a plugin has left may still write to the tree.
  private static final Duration LIMIT = Duration.ofMinutes(5);
  // Open subfolders of one folder; along a path of nested folders, some thousands in total.
  private static final int AT_ONCE = 1_024;

  private final Deque<Folder> open = new ArrayDeque<>();
  private final long began = System.nanoTime();
  private int failed;
  private @Nullable IOException first;

  // Deleted when all entries found in it are deleted.
  private static final class Folder {
    private final Path path;
    private final @Nullable Folder in;
    private final int depth;
    private boolean read;
    private boolean begun;
    // Whether an entry was deleted since the last read; else the folder is not read again.
    private boolean progressed;

    Folder(Path path, @Nullable Folder in) {
      this.path = path;
      this.in = in;
      this.depth = in == null ? 1 : in.depth + 1;
    }
  }

  private TreeDeletion() {}

  static void of(Path tree) {
    var deletion = new TreeDeletion();
    deletion.delete(tree);
    if (deletion.failed > 0 || !deletion.open.isEmpty()) {
      LOG.warn(
          "{} stays on disk, files and folders that cannot be deleted: {}",
          tree,
          deletion.failed,
          reason(deletion.first));
    }
  }

  // Without the path, which the plugin chose and may be long.
  private static String reason(@Nullable IOException failure) {
    var kind = failure == null ? "" : failure.getClass().getSimpleName();
    return failure instanceof FileSystemException it && it.getReason() != null
        ? kind + ": " + it.getReason()
        : kind;
  }

  private void delete(Path tree) {
    visit(tree, null);
    while (!open.isEmpty() && System.nanoTime() - began < LIMIT.toNanos()) {
      var folder = open.getLast();
      if (folder.read) {
        open.removeLast();
        remove(folder.path, folder.in);
      } else {
        read(folder);
      }
    }
  }

  private void read(Folder folder) {
    folder.read = true;
    if (folder.begun && !folder.progressed) {
      return;
    }
    folder.begun = true;
    folder.progressed = false;
    int most = Math.max(1, AT_ONCE / folder.depth);
    int before = open.size();
    try {
      grantAccess(folder.path);
      try (var files = Files.newDirectoryStream(folder.path)) {
        for (var file : files) {
          visit(file, folder);
          if (open.size() - before == most) {
            folder.read = false;
            return;
          }
        }
      }
    } catch (NoSuchFileException e) {
      LOG.debug("{} is gone already", folder.path, e);
    } catch (IOException e) {
      failed(e);
    } catch (DirectoryIteratorException e) {
      failed(Objects.requireNonNull(e.getCause()));
    }
  }

  // Deletes a file at once, and queues a folder.
  private void visit(Path path, @Nullable Folder in) {
    try {
      if (Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .isDirectory()) {
        open.addLast(new Folder(path, in));
      } else {
        remove(path, in);
      }
    } catch (NoSuchFileException e) {
      LOG.debug("{} is gone already", path, e);
    } catch (IOException e) {
      failed(e);
    }
  }

  private void remove(Path path, @Nullable Folder in) {
    try {
      Files.deleteIfExists(path);
      if (in != null) {
        in.progressed = true;
      }
    } catch (IOException e) {
      failed(e);
    }
  }

  private void failed(IOException e) {
    failed++;
    first = first == null ? e : first;
  }

  private static void grantAccess(Path folder) throws IOException {
    if (!Files.isReadable(folder) || !Files.isWritable(folder) || !Files.isExecutable(folder)) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }
}
