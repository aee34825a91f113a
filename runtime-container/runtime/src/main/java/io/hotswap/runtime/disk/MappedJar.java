package io.hotswap.runtime.disk;

import io.hotswap.archive.zip.Budget;
import io.hotswap.archive.zip.StrictZip;
import io.hotswap.domain.ids.Digest;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A jar on this node's disk, mapped into memory, so that classes are defined from the very bytes
/// that were verified. Files that may be mapped are replaced as a whole, never written to.
///
/// Small jars are mapped too: copying one would be 0.1 ms faster, and take a quarter of the memory
/// that a small plugin takes when it is loaded.
public final class MappedJar implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(MappedJar.class);

  private final Path path;
  private final Arena arena;
  private final ByteBuffer bytes;
  private @Nullable StrictZip entries;

  private MappedJar(Path path, Arena arena, ByteBuffer bytes) {
    this.path = path;
    this.arena = arena;
    this.bytes = bytes;
  }

  @SuppressWarnings("MustBeClosedChecker") // The arena lives as long as the jar.
  public static MappedJar open(Path path) throws IOException {
    var arena = Arena.ofShared();
    try (var file = FileChannel.open(path)) {
      return new MappedJar(
          path, arena, file.map(MapMode.READ_ONLY, 0, file.size(), arena).asByteBuffer());
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  boolean hashesTo(Digest digest) {
    return Hashing.of(bytes.duplicate()).equals(digest);
  }

  /// Its digest by an algorithm as Java names it, in hexadecimal.
  ///
  /// @throws IOException when Java does not know the algorithm
  public String hex(String algorithm) throws IOException {
    return Hashing.hex(algorithm, bytes.duplicate());
  }

  /// Sets the file's time to now, which [DiskSweeper] reads as its last use.
  ///
  /// @return whether the file still exists
  boolean touch() {
    try {
      Files.setLastModifiedTime(path, FileTime.from(Instant.now()));
      return true;
    } catch (NoSuchFileException swept) {
      return false;
    } catch (IOException e) {
      // Another user's file, or a read-only disk. It is usable all the same.
      LOG.warn("The last use of {} cannot be recorded", path, e);
      return true;
    }
  }

  public Path path() {
    return path;
  }

  /// The jar's entries, read at the first call.
  ///
  /// @param budget size limits of the archive that it is, or is in; counted at the first call
  /// @throws ZipException when it is no jar or zip, or exceeds the budget
  public synchronized StrictZip entries(Budget budget) throws ZipException {
    if (entries == null) {
      entries = new StrictZip(bytes, String.valueOf(path.getFileName()), budget);
    }
    return entries;
  }

  /// Unmaps the jar. Concurrent and later reads throw an [IllegalStateException].
  @Override
  public synchronized void close() {
    if (arena.scope().isAlive()) {
      if (entries != null) {
        entries.close();
      }
      arena.close();
    }
  }
}
