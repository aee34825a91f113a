package io.hotswap.lock;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;

/// A pipe of the kernel whose ends no other process inherits by chance.
record Pipe(int readEnd, int writeEnd) implements AutoCloseable {
  private static final int CLOSE_ON_EXEC = 0x80000;

  static Pipe open() throws LockFailure {
    try (var arena = Arena.ofConfined()) {
      var ends = arena.allocate(JAVA_INT, 2);
      if (LibC.call(LibC.PIPE, ends, CLOSE_ON_EXEC) != 0) {
        throw new LockFailure("no pipe could be opened");
      }
      return new Pipe(ends.getAtIndex(JAVA_INT, 0), ends.getAtIndex(JAVA_INT, 1));
    }
  }

  // Java makes streams of paths, not of descriptors.
  InputStream in() throws IOException {
    return new FileInputStream(path(readEnd));
  }

  OutputStream out() throws IOException {
    return new FileOutputStream(path(writeEnd));
  }

  private static String path(int descriptor) {
    return "/proc/self/fd/" + descriptor;
  }

  @Override
  public void close() {
    LibC.call(LibC.CLOSE, readEnd);
    LibC.call(LibC.CLOSE, writeEnd);
  }
}
