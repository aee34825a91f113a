package io.hotswap.runtime.disk;

import io.hotswap.archive.zip.Budget;
import io.hotswap.archive.zip.ZipBytes;
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

/// A jar on this node's disk, mapped into memory: what is verified is what classes are defined
/// from. Files that may be mapped are replaced as a whole, never written to.
///
/// A small one too: to copy it takes a tenth of a millisecond less, and of memory a quarter of what
/// a small plugin takes when it is loaded.
public final class MappedJar implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(MappedJar.class);

  private final Path path;
  private final Arena arena;
  private final ByteBuffer bytes;
  private @Nullable ZipBytes entries;

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

  /// Notes that it was used now: whoever sweeps the disk goes by it.
  ///
  /// @return whether it is still there
  boolean touch() {
    try {
      Files.setLastModifiedTime(path, FileTime.from(Instant.now()));
      return true;
    } catch (NoSuchFileException swept) {
      return false;
    } catch (IOException e) {
      // Another user's, or a disk that cannot be written: it was verified all the same.
      LOG.warn("It cannot be noted that {} was used now", path, e);
      return true;
    }
  }

  public Path path() {
    return path;
  }

  /// @param budget of the archive that it is, or is in; counts it when it is asked for first
  /// @throws ZipException when it is no jar or zip, or above the budget
  public synchronized ZipBytes entries(Budget budget) throws ZipException {
    if (entries == null) {
      entries = new ZipBytes(bytes, String.valueOf(path.getFileName()), budget);
    }
    return entries;
  }

  /// Whoever reads it now, or later, gets an [IllegalStateException].
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
