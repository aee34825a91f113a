package io.hotswap.runtime.disk;

import io.hotswap.archive.ManifestHead;
import io.hotswap.domain.ids.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/// Which libraries the archives on this disk pin, in a file for each that pins any: a node has to
/// start from its disk alone, so [DiskSweeper] keeps them as long as their archives.
public final class LibraryPins {
  private final DataDirectory directory;

  public LibraryPins(DataDirectory directory) {
    this.directory = directory;
  }

  /// Written anew with each load, in case it was lost.
  public void save(Digest archive, ManifestHead manifest) throws IOException {
    if (!manifest.libraries().isEmpty()) {
      DigestedFile.write(
          directory.temporary(),
          directory.pins().resolve(archive.hex()),
          String.join("\n", manifest.libraries()));
    }
  }

  /// The files of the libraries that are pinned by archives on this disk. Pins of archives that are
  /// not there any more go.
  Set<Path> sweep() throws IOException {
    Set<Path> pinned = new HashSet<>();
    for (var file : DataDirectory.list(directory.pins())) {
      if (Files.exists(directory.binaries().resolve(file.getFileName()))) {
        DigestedFile.read(file)
            .lines()
            .map(it -> directory.libraries().resolve(it + ".jar"))
            .forEach(pinned::add);
      } else {
        Files.deleteIfExists(file);
      }
    }
    return pinned;
  }
}
