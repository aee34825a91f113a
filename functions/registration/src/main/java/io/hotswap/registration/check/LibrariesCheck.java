package io.hotswap.registration.check;

import io.hotswap.archive.Limits;
import io.hotswap.archive.PluginArchives;
import io.hotswap.domain.check.CheckEngine;
import io.hotswap.domain.check.CheckName;
import io.hotswap.domain.check.CheckResult;
import io.hotswap.domain.check.operations.VersionCheck;
import io.hotswap.domain.library.ObtainingLibraries;
import io.hotswap.domain.library.ObtainingLibraries.Wanted;
import io.hotswap.domain.library.PinnedLibrary;
import io.hotswap.domain.plugin.PluginVersion;
import io.hotswap.domain.plugin.Upload;
import io.hotswap.registration.library.ManifestLibraries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/// Obtains the libraries that the manifest pins and the archive does not hold.
final class LibrariesCheck implements VersionCheck {
  private static final CheckEngine NOTHING_TO_DO = CheckEngine.of("manifest");

  private final ObtainingLibraries obtaining;

  LibrariesCheck(ObtainingLibraries obtaining) {
    this.obtaining = obtaining;
  }

  @Override
  public CheckName name() {
    return CheckName.Libraries;
  }

  @Override
  public CheckResult run(PluginVersion version, Path archive) {
    var libraries = ManifestLibraries.of(version, archive);
    if (libraries.elsewhere().isEmpty()) {
      return CheckResult.passed(NOTHING_TO_DO);
    }
    var bundled = libraries.bundled().stream().map(PinnedLibrary::coordinates).toList();
    var wanted = new Wanted(libraries.elsewhere(), bundled, version.size(), Upload.LARGEST);
    try (var workspace = new Workspace("hotswap-libraries-")) {
      return obtaining.obtain(wanted, workspace.folder());
    }
  }

  static Optional<String> objection(Path jar) {
    try {
      return PluginArchives.libraryViolation(jar, Limits.standard())
          .map(it -> "expected %s; %s".formatted(it.expected(), it.fix()));
    } catch (IOException e) {
      throw new UncheckedIOException("The library could not be read", e);
    }
  }
}
