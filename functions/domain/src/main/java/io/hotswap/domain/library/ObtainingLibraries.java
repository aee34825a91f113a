package io.hotswap.domain.library;

import io.hotswap.domain.check.CheckEngine;
import io.hotswap.domain.check.CheckResult;
import io.hotswap.domain.check.VersionFinding;
import io.hotswap.domain.check.operations.MalwareScanner;
import io.hotswap.domain.check.operations.ScanVerdict;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.library.LibrarySources.Download;
import io.hotswap.domain.library.LibrarySources.Visit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sees that each library that a manifest pins is stored, and scanned: from an earlier download, an
/// upload, or the repositories in the order of their list. What is there stays when others are not
/// yet, so each run has less to do.
public final class ObtainingLibraries {
  private static final CheckEngine ENGINE = CheckEngine.of("maven-resolver");
  // A check takes a minute at most.
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private final LibraryRepositories repositories;
  private final LibrarySources sources;
  private final LibraryFiles files;
  private final StoredLibraries stored;
  private final MalwareScanner scanner;
  private final JarInspection inspection;
  private final InstantSource clock;

  /// @param scanner of libraries, by their digest
  public ObtainingLibraries(
      LibraryRepositories repositories,
      LibrarySources sources,
      LibraryFiles files,
      StoredLibraries stored,
      MalwareScanner scanner,
      JarInspection inspection,
      InstantSource clock) {
    this.repositories = repositories;
    this.sources = sources;
    this.files = files;
    this.stored = stored;
    this.scanner = scanner;
    this.inspection = inspection;
    this.clock = clock;
  }

  /// Why nodes would not load a jar; empty when they would.
  public interface JarInspection {
    Optional<String> objection(Path jar);
  }

  /// @param pinned without those that the archive holds
  /// @param bundled those
  /// @param archive its size
  /// @param most bytes of archive and libraries together
  public record Wanted(
      List<PinnedLibrary> pinned, List<LibraryCoordinates> bundled, long archive, long most) {
    public Wanted {
      pinned = List.copyOf(pinned);
      bundled = List.copyOf(bundled);
    }
  }

  private sealed interface Outcome {
    record There(long size) implements Outcome {}

    record NotYet(String why) implements Outcome {}

    record Bad(VersionFinding finding) implements Outcome {}
  }

  /// @param workspace an empty folder
  public CheckResult obtain(Wanted wanted, Path workspace) {
    var visit = new Visit(workspace, clock.instant().plus(PATIENCE));
    var allowed = repositories.current().repositories();
    List<VersionFinding> bad = new ArrayList<>();
    List<String> waiting = new ArrayList<>();
    long total = wanted.archive();
    for (var library : wanted.pinned()) {
      switch (obtained(library, allowed, wanted.most() - total, wanted, visit)) {
        case Outcome.There(var size) -> total += size;
        case Outcome.NotYet(var why) -> waiting.add(why);
        case Outcome.Bad(var finding) -> bad.add(finding);
      }
    }
    if (!bad.isEmpty()) {
      return CheckResult.failed(bad, ENGINE);
    }
    return waiting.isEmpty()
        ? CheckResult.warned(lacking(wanted, allowed, visit), ENGINE)
        : new CheckResult.Delayed(
            "%d of %d libraries are there. %s"
                .formatted(
                    wanted.pinned().size() - waiting.size(),
                    wanted.pinned().size(),
                    waiting.getFirst()));
  }

  private Outcome obtained(
      PinnedLibrary library,
      List<LibraryRepository> allowed,
      long room,
      Wanted wanted,
      Visit visit) {
    if (!clock.instant().isBefore(visit.until())) {
      return new Outcome.NotYet("The others follow with the next run.");
    }
    var jar = visit.workspace().resolve(library.digest().hex() + ".jar");
    if (isThere(files.fetch(library.digest(), jar), jar, library)) {
      return size(jar) <= room
          ? scanned(library, jar, "an earlier run")
          : tooLarge(library, wanted);
    }
    if (isThere(files.fetchUpload(library.digest(), jar), jar, library)) {
      return size(jar) <= room ? kept(library, jar, "an upload") : tooLarge(library, wanted);
    }
    return downloaded(library, allowed, jar, room, wanted, visit);
  }

  private static boolean isThere(boolean fetched, Path jar, PinnedLibrary library) {
    return fetched && digest(jar).equals(library.digest());
  }

  private Outcome downloaded(
      PinnedLibrary library,
      List<LibraryRepository> allowed,
      Path jar,
      long room,
      Wanted wanted,
      Visit visit) {
    Map<String, Digest> others = new HashMap<>();
    Optional<String> down = Optional.empty();
    for (var repository : allowed) {
      switch (sources.download(library.coordinates(), repository, jar, room, visit)) {
        case Download.Arrived() -> {
          var digest = digest(jar);
          if (digest.equals(library.digest())) {
            return kept(library, jar, repository.name());
          }
          others.put(repository.name(), digest);
        }
        case Download.NotThere() -> {}
        case Download.TooLarge() -> {
          return tooLarge(library, wanted);
        }
        case Download.Unavailable(var why) ->
            down = Optional.of("Repository %s: %s".formatted(repository.name(), why));
      }
    }
    if (down.isPresent()) {
      return new Outcome.NotYet(down.get());
    }
    return new Outcome.Bad(
        others.isEmpty()
            ? LibraryFindings.notFound(library, allowed)
            : LibraryFindings.differs(library, others));
  }

  /// Stored before it is scanned, because some scanners look at what is stored; recorded after.
  private Outcome kept(PinnedLibrary library, Path jar, String source) {
    var objection = inspection.objection(jar);
    if (objection.isPresent()) {
      return new Outcome.Bad(LibraryFindings.unusable(library, objection.get()));
    }
    files.store(library.digest(), jar);
    return scanned(library, jar, source);
  }

  /// Also what was scanned for another version: signatures may be newer since.
  private Outcome scanned(PinnedLibrary library, Path jar, String source) {
    return switch (scanner.scan(library.digest(), () -> jar)) {
      case ScanVerdict.Pending(var why) -> new Outcome.NotYet(why);
      case ScanVerdict.Infected infected -> {
        if (stored.find(library.digest()).isEmpty()) {
          files.delete(library.digest());
        }
        yield new Outcome.Bad(LibraryFindings.infected(library, infected));
      }
      case ScanVerdict.Failed failed ->
          new Outcome.Bad(LibraryFindings.unscannable(library, failed.reason()));
      case ScanVerdict.Clean(var engine) -> {
        long size = size(jar);
        stored.keep(
            new StoredLibrary(
                library.digest(), library.coordinates(), size, source, engine, clock.instant()));
        yield new Outcome.There(size);
      }
    };
  }

  /// Not where it was uploaded: there are no poms then.
  private List<VersionFinding> lacking(
      Wanted wanted, List<LibraryRepository> allowed, Visit visit) {
    if (allowed.isEmpty() || wanted.pinned().isEmpty()) {
      return List.of();
    }
    var pinned = wanted.pinned().stream().map(PinnedLibrary::coordinates).toList();
    return sources.lacking(pinned, allowed, visit).stream()
        .filter(it -> wanted.bundled().stream().noneMatch(it::sameArtifact))
        .map(LibraryFindings::notPinned)
        .toList();
  }

  private static Outcome tooLarge(PinnedLibrary library, Wanted wanted) {
    return new Outcome.Bad(LibraryFindings.tooLarge(library, wanted.archive(), wanted.most()));
  }

  private static Digest digest(Path jar) {
    try (var in = Files.newInputStream(jar)) {
      return Digest.over(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(Path jar) {
    try {
      return Files.size(jar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
