package io.hotswap.runtime.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/// Keeps a second node from using the same data directory, where it would delete files that the
/// first one needs. The operating system releases the lock when the process ends.
public final class DirectoryLock implements AutoCloseable {
  private final FileChannel file;

  private DirectoryLock(FileChannel file) {
    this.file = file;
  }

  /// @throws IllegalArgumentException when another process has it, or it cannot be written
  public static DirectoryLock of(DataDirectory directory) {
    try {
      var file =
          FileChannel.open(directory.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (file.tryLock() == null) {
        file.close();
        throw new IllegalArgumentException(
            "HOTSWAP_DATA_DIR must be a folder of this node alone; another process uses "
                + directory.root());
      }
      return new DirectoryLock(file);
    } catch (IOException e) {
      throw directory.unusable(e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
