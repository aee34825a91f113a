package io.hotswap.runtime.disk;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.plugin.Binaries;
import io.hotswap.domain.retry.Backoff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Bytes on this node's disk, by digest: plugins' archives, or libraries that are not in them.
/// Verified at every read: a file that does not hash to its name is fetched again.
public final class BinaryCache {
  private static final Logger LOG = LoggerFactory.getLogger(BinaryCache.class);
  private static final int ATTEMPTS = 5;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Path folder;
  private final String suffix;
  private final Path temporary;
  private final BiConsumer<Digest, Path> store;
  private final Backoff backoff;

  private BinaryCache(
      Path folder,
      String suffix,
      Path temporary,
      BiConsumer<Digest, Path> store,
      Duration firstPause) {
    this.folder = folder;
    this.suffix = suffix;
    this.temporary = temporary;
    this.store = store;
    this.backoff = new Backoff(firstPause, LONGEST_PAUSE);
  }

  /// @param firstPause pause before the second attempt to download; doubles with each attempt
  public BinaryCache(DataDirectory directory, Binaries store, Duration firstPause) {
    this(directory.binaries(), "", directory.temporary(), store::fetch, firstPause);
  }

  /// Of libraries: in the folder, and under the names, of those from inside archives.
  static BinaryCache ofLibraries(DataDirectory directory, Binaries store, Duration firstPause) {
    return new BinaryCache(
        directory.libraries(), ".jar", directory.temporary(), store::fetchLibrary, firstPause);
  }

  /// The verified binary, from disk or else from the store. The caller has to close it.
  ///
  /// @param wanted whether the binary is still needed; evaluated between attempts
  /// @throws Unavailable when the store fails at every attempt
  /// @throws NoSuchElementException when the store has no such binary
  public MappedJar take(Digest digest, BooleanSupplier wanted)
      throws IOException, InterruptedException {
    var file = folder.resolve(digest.hex() + suffix);
    try {
      var binary = MappedJar.open(file);
      if (binary.hashesTo(digest) && binary.touch()) {
        return binary;
      }
      binary.close();
      LOG.error("Binary {} on disk is corrupt or was just removed; fetching it again", digest);
    } catch (NoSuchFileException absent) {
      LOG.debug("Binary {} is not on disk yet", digest);
    }
    fetch(digest, file, wanted);
    return MappedJar.open(file);
  }

  private void fetch(Digest digest, Path file, BooleanSupplier wanted)
      throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        fetchOnce(digest, file);
        return;
      } catch (NoSuchElementException e) {
        throw e;
      } catch (RuntimeException | IOException e) {
        if (attempt == ATTEMPTS || !wanted.getAsBoolean()) {
          throw new Unavailable(digest, attempt, e);
        }
        LOG.warn("Binary {} could not be fetched, attempt {}: {}", digest, attempt, e.toString());
      }
      Thread.sleep(backoff.after(attempt));
    }
  }

  private void fetchOnce(Digest digest, Path file) throws IOException {
    var arriving = Files.createTempFile(temporary, "arriving-", ".part");
    try {
      store.accept(digest, arriving);
      var arrived = Hashing.of(arriving);
      if (!arrived.equals(digest)) {
        throw new IOException("what arrived hashes to " + arrived);
      }
      Files.move(
          arriving, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(arriving);
    }
  }

  /// The store failed to deliver the binary; a later attempt may succeed.
  public static final class Unavailable extends IOException {
    private static final long serialVersionUID = 1;

    Unavailable(Digest digest, int attempts, Throwable last) {
      super(
          "Binary " + digest + " could not be fetched, attempts: " + attempts + " (" + last + ")",
          last);
    }
  }
}
