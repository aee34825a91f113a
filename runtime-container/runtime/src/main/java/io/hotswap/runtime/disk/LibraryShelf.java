package io.hotswap.runtime.disk;

import io.hotswap.archive.ReopenedArchive;
import io.hotswap.domain.plugin.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The jars inside of archives, once each on disk, by digest. A jar on the shelf is hashed again
/// before it is used: only the archive around it has been verified.
public final class LibraryShelf {
  private final DataDirectory directory;

  public LibraryShelf(DataDirectory directory) {
    this.directory = directory;
  }

  /// The class path of a verified archive, the plugin's own jar first; all of it has to be closed.
  public List<MappedJar> classPath(MappedJar binary, ReopenedArchive archive) throws IOException {
    if (archive.isJar()) {
      return List.of(binary);
    }
    List<MappedJar> jars = new ArrayList<>();
    try (var zip = new ZipFile(binary.path().toFile())) {
      jars.add(shelved(zip, archive.pluginJar()));
      for (var library : archive.libraries()) {
        jars.add(shelved(zip, library));
      }
    } catch (IOException | RuntimeException e) {
      jars.forEach(MappedJar::close);
      throw e;
    }
    binary.close();
    return List.copyOf(jars);
  }

  private MappedJar shelved(ZipFile zip, String name) throws IOException {
    var entry = zip.getEntry(name);
    if (entry == null) {
      throw new IOException(zip.getName() + " has no entry " + name);
    }
    var digest = digest(zip, entry);
    var file = directory.libraries().resolve(digest.hex() + ".jar");
    if (Files.exists(file)) {
      var jar = MappedJar.open(file);
      if (jar.hashesTo(digest)) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        return jar;
      }
      jar.close();
    }
    copy(zip, entry, file);
    return MappedJar.open(file);
  }

  private static Digest digest(ZipFile zip, ZipEntry entry) throws IOException {
    try (var in = zip.getInputStream(entry)) {
      return Hashing.of(in);
    }
  }

  private void copy(ZipFile zip, ZipEntry entry, Path jar) throws IOException {
    var arriving = Files.createTempFile(directory.temporary(), "library-", ".part");
    try (var in = zip.getInputStream(entry)) {
      Files.copy(in, arriving, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(arriving, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
