package io.hotswap.domain.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.check.CheckEngine;
import io.hotswap.domain.check.CheckResult;
import io.hotswap.domain.check.CheckState;
import io.hotswap.domain.check.operations.ScanVerdict;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.library.ObtainingLibraries.Wanted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Limits of size and time, and what a scanner may say.
class ObtainingLibrariesTest {
  private static final CheckEngine ENGINE = CheckEngine.of("test");

  private final Store store = new Store();
  private final Repository repository = new Repository();
  private Optional<ScanVerdict> verdict = Optional.empty();
  private Instant now = Instant.parse("2026-11-01T12:00:00Z");
  private @TempDir Path workspace;

  @Test
  void archive_and_libraries_together_have_a_limit() {
    var first = repository.has("org.example:first:1", "12345");
    var second = repository.has("org.example:second:1", "67890");
    assertEquals(CheckState.Passed, ended(obtain(90, first, second)).state());
    var failed = ended(obtain(91, first, second));
    assertEquals("libraries-too-large", failed.findings().getFirst().code());
    assertTrue(failed.findings().getFirst().where().contains("second"));
  }

  @Test
  void what_was_downloaded_stays_when_the_time_is_over() {
    var first = repository.has("org.example:first:1", "a");
    var second = repository.has("org.example:second:1", "b");
    repository.takes = 60;
    var delayed = assertInstanceOf(CheckResult.Delayed.class, obtain(10, first, second));
    assertEquals(
        "1 of 2 libraries are there. The others follow with the next run.", delayed.reason());
    assertEquals(CheckState.Passed, ended(obtain(10, first, second)).state());
    assertEquals(2, repository.downloads);
  }

  @Test
  void nothing_is_recorded_before_the_scanner_has_said_something() {
    var library = repository.has("org.example:first:1", "a");
    verdict = Optional.of(new ScanVerdict.Pending("It sleeps."));
    var delayed = assertInstanceOf(CheckResult.Delayed.class, obtain(10, library));
    assertEquals("0 of 1 libraries are there. It sleeps.", delayed.reason());
    assertEquals(Map.of(), store.recorded);
    verdict = Optional.of(new ScanVerdict.Failed(ENGINE, "a.jar", "It is encrypted."));
    assertEquals("library-not-scannable", ended(obtain(10, library)).findings().getFirst().code());
    verdict = Optional.empty();
    assertEquals(CheckState.Passed, ended(obtain(10, library)).state());
    assertEquals(1, repository.downloads, "what was stored is not downloaded again");
  }

  @Test
  void what_another_version_has_brought_is_scanned_again_and_stays_when_it_is_infected() {
    var library = repository.has("org.example:first:1", "a");
    assertEquals(CheckState.Passed, ended(obtain(10, library)).state());
    verdict =
        Optional.of(
            new ScanVerdict.Infected(ENGINE, List.of(new ScanVerdict.Threat("Late", "a.jar"))));
    assertEquals("library-infected", ended(obtain(10, library)).findings().getFirst().code());
    assertEquals(1, store.files.size(), "nodes that serve it still need it");
    assertEquals(1, repository.downloads);
  }

  @Test
  void every_finding_is_told_at_once() {
    var missing = new PinnedLibrary(coordinates("org.example:missing:1"), Digest.over("x"));
    var other = repository.has("org.example:other:1", "spoilt");
    var pinned = new PinnedLibrary(other.coordinates(), Digest.over("sound"));
    var failed = ended(obtain(10, missing, pinned));
    assertEquals(
        List.of("library-not-found", "library-differs"),
        failed.findings().stream().map(it -> it.code()).toList());
  }

  private CheckResult obtain(long archive, PinnedLibrary... libraries) {
    var obtaining =
        new ObtainingLibraries(
            repository,
            repository,
            store,
            store,
            (digest, jar) -> verdict.orElse(new ScanVerdict.Clean(ENGINE)),
            jar -> Optional.empty(),
            () -> now);
    return obtaining.obtain(new Wanted(List.of(libraries), List.of(), archive, 100), workspace);
  }

  private static CheckResult.Ended ended(CheckResult result) {
    return assertInstanceOf(CheckResult.Ended.class, result, result.toString());
  }

  private static LibraryCoordinates coordinates(String text) {
    return LibraryCoordinates.parse(text);
  }

  private final class Repository implements LibraryRepositories, LibrarySources {
    private final Map<LibraryCoordinates, String> jars = new HashMap<>();
    private int takes;
    private int downloads;

    PinnedLibrary has(String coordinates, String bytes) {
      jars.put(coordinates(coordinates), bytes);
      return new PinnedLibrary(coordinates(coordinates), Digest.over(bytes));
    }

    @Override
    public RepositoryList current() {
      var only = new LibraryRepository("only", URI.create("https://maven.example.com/"), false);
      return new RepositoryList(List.of(only), 1);
    }

    @Override
    public boolean commit(RepositoryList next, AuditRecord audit) {
      // Who obtains libraries reads the list and must not write it.
      throw new UnsupportedOperationException();
    }

    @Override
    public Download download(
        LibraryCoordinates library, LibraryRepository from, Path into, long most, Visit visit) {
      var bytes = jars.get(library);
      if (bytes == null) {
        return new Download.NotThere();
      }
      if (bytes.length() > most) {
        return new Download.TooLarge();
      }
      downloads++;
      now = now.plusSeconds(takes);
      write(into, bytes);
      return new Download.Arrived();
    }

    @Override
    public List<LibraryCoordinates> lacking(
        List<LibraryCoordinates> libraries, List<LibraryRepository> from, Visit visit) {
      return new ArrayList<>();
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Store implements LibraryFiles, StoredLibraries {
    private final Map<Digest, String> files = new HashMap<>();
    private final Map<Digest, StoredLibrary> recorded = new HashMap<>();

    @Override
    public boolean fetch(Digest digest, Path into) {
      var bytes = files.get(digest);
      if (bytes != null) {
        write(into, bytes);
      }
      return bytes != null;
    }

    @Override
    public boolean fetchUpload(Digest digest, Path into) {
      return false;
    }

    @Override
    public void store(Digest digest, Path file) {
      try {
        files.put(digest, Files.readString(file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void delete(Digest digest) {
      files.remove(digest);
    }

    @Override
    public Optional<StoredLibrary> find(Digest digest) {
      return Optional.ofNullable(recorded.get(digest));
    }

    @Override
    public void keep(StoredLibrary library) {
      recorded.putIfAbsent(library.digest(), library);
    }
  }
}
