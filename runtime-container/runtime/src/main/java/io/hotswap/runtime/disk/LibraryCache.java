package io.hotswap.runtime.disk;

import io.hotswap.archive.ReopenedArchive;
import io.hotswap.archive.zip.Budget;
import io.hotswap.archive.zip.StrictZip;
import io.hotswap.domain.ids.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The jars inside archives, each stored once on disk, by digest. A cached jar is hashed again
/// before it is used, because only its archive has been verified.
public final class LibraryCache {
  private static final Logger LOG = LoggerFactory.getLogger(LibraryCache.class);

  private final DataDirectory directory;

  public LibraryCache(DataDirectory directory) {
    this.directory = directory;
  }

  /// The class path of a verified archive, the plugin's own jar first. The caller has to close all
  /// of it.
  ///
  /// @param budget size limits of the archive
  public List<MappedJar> classPath(MappedJar binary, ReopenedArchive archive, Budget budget)
      throws IOException {
    if (archive.isJar()) {
      return List.of(binary);
    }
    List<MappedJar> jars = new ArrayList<>();
    try {
      var zip = binary.entries(budget);
      jars.add(cached(zip, archive.pluginJar()));
      for (var library : archive.libraries()) {
        jars.add(cached(zip, library));
      }
    } catch (IOException | RuntimeException e) {
      jars.forEach(MappedJar::close);
      throw e;
    }
    binary.close();
    return List.copyOf(jars);
  }

  /// Whether a jar on a class path is the one with this digest.
  public static boolean isFileOf(Digest library, Path jar) {
    return jar.endsWith(name(library));
  }

  private static String name(Digest digest) {
    return digest.hex() + ".jar";
  }

  private MappedJar cached(StrictZip zip, String name) throws IOException {
    var digest = digest(zip, name);
    var file = directory.libraries().resolve(name(digest));
    var there = findVerified(file, digest);
    if (there.isPresent()) {
      return there.get();
    }
    copy(zip, name, file);
    return MappedJar.open(file);
  }

  private static Optional<MappedJar> findVerified(Path file, Digest digest) throws IOException {
    try {
      var jar = MappedJar.open(file);
      if (jar.hashesTo(digest) && jar.touch()) {
        return Optional.of(jar);
      }
      jar.close();
    } catch (NoSuchFileException absent) {
      LOG.debug("Library {} is not on disk yet", digest);
    }
    return Optional.empty();
  }

  private static Digest digest(StrictZip zip, String name) throws IOException {
    try (var in = open(zip, name)) {
      return Digest.over(in);
    }
  }

  private void copy(StrictZip zip, String name, Path jar) throws IOException {
    var arriving = Files.createTempFile(directory.temporary(), "library-", ".part");
    try {
      try (var in = open(zip, name)) {
        Files.copy(in, arriving, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(
          arriving, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(arriving);
    }
  }

  private static InputStream open(StrictZip zip, String name) throws IOException {
    var in = zip.open(name);
    if (in == null) {
      throw new IOException("the archive has no entry " + name);
    }
    return in;
  }
}
