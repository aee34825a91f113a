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

/// Deletes a tree that plugins may have written to, as far as that can be done: folders without
/// rights get them back, links are not followed, and what stays is logged and stops nothing.
///
/// It may be as deep as paths may be long, and a folder may hold millions of files: there is no
/// recursion, and no list of what is in a folder.
final class TreeDeletion {
  private static final Logger LOG = LoggerFactory.getLogger(TreeDeletion.class);
  // A thread that a plugin has left may go on writing.
  private static final Duration LIMIT = Duration.ofMinutes(5);
  // Of folders in one: of all on the way down together some thousands.
  private static final int AT_ONCE = 1_024;

  private final Deque<Folder> open = new ArrayDeque<>();
  private final long began = System.nanoTime();
  private int failed;
  private @Nullable IOException first;

  // Goes when all that was found in it has gone.
  private static final class Folder {
    private final Path path;
    private final @Nullable Folder in;
    private final int depth;
    private boolean read;
    private boolean begun;
    // Since it was begun to be read; without any it would be read for ever.
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

  // Without the path, which is the plugin's and may be long.
  private static String reason(@Nullable IOException failure) {
    var kind = failure == null ? "" : failure.getClass().getSimpleName();
    return failure instanceof FileSystemException it && it.getReason() != null
        ? kind + ": " + it.getReason()
        : kind;
  }

  private void delete(Path tree) {
    take(tree, null);
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
      allow(folder.path);
      try (var files = Files.newDirectoryStream(folder.path)) {
        for (var file : files) {
          take(file, folder);
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

  // A folder goes later.
  private void take(Path path, @Nullable Folder in) {
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

  private static void allow(Path folder) throws IOException {
    if (!Files.isReadable(folder) || !Files.isWritable(folder) || !Files.isExecutable(folder)) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }
}
