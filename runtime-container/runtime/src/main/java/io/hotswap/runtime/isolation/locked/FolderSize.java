package io.hotswap.runtime.isolation.locked;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/// Adds up what is in a folder while others write in it.
final class FolderSize extends SimpleFileVisitor<Path> {
  private static final int MOST_ENTRIES = 10_000;

  private final long most;
  private long bytes;
  private int entries;

  private FolderSize(long most) {
    this.most = most;
  }

  /// Whether there are neither more bytes nor very many entries.
  static boolean isWithin(Path folder, long most) throws IOException {
    var size = new FolderSize(most);
    Files.walkFileTree(folder, size);
    return size.isWithin();
  }

  private boolean isWithin() {
    return bytes <= most && entries <= MOST_ENTRIES;
  }

  private FileVisitResult count(BasicFileAttributes attributes) {
    entries++;
    bytes += attributes.isDirectory() ? 0 : attributes.size();
    return isWithin() ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    return count(attributes);
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    return count(attributes);
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException goneMeanwhile) {
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, IOException goneMeanwhile) {
    return FileVisitResult.CONTINUE;
  }
}
