package io.hotswap.archive;

import io.hotswap.archive.entry.OpenJar;
import io.hotswap.archive.packaging.ForeignPackaging;
import io.hotswap.archive.packaging.Packaging;
import io.hotswap.archive.violation.UnreadableArchive;
import io.hotswap.archive.violation.Violation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Refuses what was packed for something else, with one violation in place of all its consequences.
final class PackagingCheck {
  private PackagingCheck() {}

  static void refuseFile(Path file) throws IOException, UnreadableArchive {
    refuse("", Packaging.ofFile(file));
  }

  static void refuse(OpenJar archive) throws UnreadableArchive {
    refuse(archive.label(), Packaging.of(archive.names(), archive.attributes()));
  }

  static void refuseLibraries(List<OpenJar> libraries) throws UnreadableArchive {
    for (var library : libraries) {
      refuse(library.label(), Packaging.ofLibrary(library.names(), library.attributes()));
    }
  }

  private static void refuse(String label, Optional<ForeignPackaging> found)
      throws UnreadableArchive {
    if (found.isPresent()) {
      var jar = label.replace("!/", "");
      throw new UnreadableArchive(Violation.ofArchive(Layout.EXPECTED, found.get().sentence(jar)));
    }
  }
}
