package io.hotswap.runtime.disk;

import io.hotswap.archive.ZipBytes;
import io.hotswap.domain.plugin.Digest;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// A jar on this node's disk, in memory: what is verified is what classes are defined from. Mapped,
/// unless it is small: then to copy it costs less. Files that may be mapped are replaced as a
/// whole, never written to.
public final class JarBytes implements Closeable {
  private static final int SMALL = 64 << 10;

  private final Path path;
  private final @Nullable Arena mapping;
  private final ByteBuffer bytes;
  private @Nullable ZipBytes entries;
  private boolean closed;

  private JarBytes(Path path, @Nullable Arena mapping, ByteBuffer bytes) {
    this.path = path;
    this.mapping = mapping;
    this.bytes = bytes;
  }

  public static JarBytes open(Path path) throws IOException {
    try (var file = FileChannel.open(path)) {
      long size = file.size();
      return size <= SMALL ? copied(path, file, (int) size) : mapped(path, file, size);
    }
  }

  private static JarBytes copied(Path path, FileChannel file, int size) throws IOException {
    var bytes = ByteBuffer.allocate(size);
    int read = 0;
    while (bytes.hasRemaining() && read >= 0) {
      read = file.read(bytes);
    }
    return new JarBytes(path, null, bytes.flip());
  }

  @SuppressWarnings("MustBeClosedChecker") // The arena lives as long as the jar.
  private static JarBytes mapped(Path path, FileChannel file, long size) throws IOException {
    var arena = Arena.ofShared();
    try {
      return new JarBytes(path, arena, file.map(MapMode.READ_ONLY, 0, size, arena).asByteBuffer());
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  boolean hashesTo(Digest digest) {
    return Hashing.of(bytes.duplicate()).equals(digest);
  }

  public Path path() {
    return path;
  }

  /// @throws ZipException when it is no jar or zip
  public synchronized ZipBytes entries() throws ZipException {
    if (entries == null) {
      entries = new ZipBytes(bytes);
    }
    return entries;
  }

  /// Whoever reads its entries now, or later, gets an [IllegalStateException].
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (entries != null) {
      entries.close();
    }
    if (mapping != null) {
      mapping.close();
    }
  }
}
