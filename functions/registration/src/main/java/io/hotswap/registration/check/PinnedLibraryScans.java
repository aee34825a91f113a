package io.hotswap.registration.check;

import io.hotswap.domain.check.operations.LibraryScans;
import io.hotswap.domain.check.operations.MalwareScanner;
import io.hotswap.domain.check.operations.ScanVerdict;
import io.hotswap.domain.library.LibraryFiles;
import io.hotswap.domain.library.PinnedLibrary;
import io.hotswap.domain.library.StoredLibraries;
import io.hotswap.domain.plugin.PluginVersion;
import io.hotswap.registration.library.ManifestLibraries;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// Those that are recorded: the others are scanned when the check Libraries obtains them.
final class PinnedLibraryScans implements LibraryScans {
  private final StoredLibraries stored;
  private final LibraryFiles files;
  private final MalwareScanner scanner;

  /// @param scanner of libraries, by their digest
  PinnedLibraryScans(StoredLibraries stored, LibraryFiles files, MalwareScanner scanner) {
    this.stored = stored;
    this.files = files;
    this.scanner = scanner;
  }

  @Override
  public Optional<ScanVerdict> objection(PluginVersion version, Supplier<Path> archive) {
    if (!ManifestLibraries.pinsAny(version)) {
      return Optional.empty();
    }
    try (var workspace = new Workspace("hotswap-scanned-")) {
      return ManifestLibraries.of(version, archive.get()).elsewhere().stream()
          .filter(it -> stored.find(it.digest()).isPresent())
          .map(it -> verdict(it, workspace.folder().resolve(it.digest().hex())))
          .filter(it -> !(it instanceof ScanVerdict.Clean))
          .findFirst();
    }
  }

  private ScanVerdict verdict(PinnedLibrary library, Path into) {
    var verdict = scanner.scan(library.digest(), () -> fetched(library, into));
    return switch (verdict) {
      case ScanVerdict.Infected(var engine, var threats) ->
          new ScanVerdict.Infected(
              engine,
              threats.stream()
                  .map(it -> new ScanVerdict.Threat(it.name(), library.coordinates().toString()))
                  .toList());
      case ScanVerdict.Failed(var engine, _, var reason) ->
          new ScanVerdict.Failed(engine, library.coordinates().toString(), reason);
      case ScanVerdict.Clean clean -> clean;
      case ScanVerdict.Pending pending -> pending;
    };
  }

  private Path fetched(PinnedLibrary library, Path into) {
    if (!files.fetch(library.digest(), into)) {
      throw new IllegalStateException("The store has lost " + library.coordinates());
    }
    return into;
  }
}
