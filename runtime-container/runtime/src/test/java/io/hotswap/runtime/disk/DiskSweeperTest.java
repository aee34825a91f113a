package io.hotswap.runtime.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.plugin.Binaries;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.testing.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskSweeperTest {
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
  @TempDir Path root;
  private DataDirectory directory = new DataDirectory(Path.of(""));

  @BeforeEach
  void prepare() {
    directory = new DataDirectory(root);
    directory.prepare();
  }

  @Test
  void what_no_document_names_goes_and_with_it_libraries_nobody_loads() throws IOException {
    keep(Documents.serving("here", 1, routed(1)));
    binary(1, Duration.ofDays(300));
    binary(2, Duration.ofDays(2));
    library("old", Duration.ofDays(2));
    library("new", Duration.ofHours(1));
    sweep();
    assertEquals(Set.of(digest(1).hex()), names(directory.binaries()));
    assertEquals(Set.of("new"), names(directory.libraries()));
  }

  @Test
  void what_is_staged_or_kept_warm_stays() throws IOException {
    keep(Documents.warming("warm", 2, routed(1), routed(2)));
    keep(Documents.staging("staged", 2, Optional.of(routed(3)), routed(4)));
    for (int i = 1; i <= 4; i++) {
      binary(i, Duration.ofDays(9));
    }
    library("old", Duration.ofDays(9));
    sweep();
    assertEquals(4, names(directory.binaries()).size());
    assertEquals(Set.of("old"), names(directory.libraries()), "nothing went");
  }

  @Test
  void what_was_loaded_lately_stays() throws IOException {
    binary(1, Duration.ofHours(23));
    sweep();
    assertEquals(1, names(directory.binaries()).size());
  }

  @Test
  void nothing_goes_while_a_document_cannot_be_read() throws IOException {
    Files.writeString(directory.routing().resolve("torn.json"), "{");
    binary(1, Duration.ofDays(9));
    sweep();
    assertEquals(1, names(directory.binaries()).size());
  }

  @Test
  void loading_is_use() throws Exception {
    var digest = Hashing.of(new byte[] {1, 2, 3});
    var file = Files.write(directory.binaries().resolve(digest.hex()), new byte[] {1, 2, 3});
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.ofDays(9))));
    var binaries = new BinaryCache(directory, new NoStore(), Duration.ofMillis(1));
    binaries.take(digest, () -> true).close();
    new DiskSweeper(directory, Set::of, InstantSource.system(), Duration.ofMinutes(1)).sweep();
    assertEquals(1, names(directory.binaries()).size());
  }

  @Test
  void what_is_loaded_stays_however_long_ago_that_was() throws IOException {
    binary(1, Duration.ofDays(9));
    binary(2, Duration.ofDays(9));
    library("its", Duration.ofDays(9));
    library("nobodys", Duration.ofDays(9));
    sweep(directory.binaries().resolve(digest(2).hex()), directory.libraries().resolve("its"));
    assertEquals(Set.of(digest(2).hex()), names(directory.binaries()));
    assertEquals(Set.of("its"), names(directory.libraries()));
  }

  @Test
  void libraries_that_archives_here_pin_stay_and_go_with_them() throws IOException {
    keep(Documents.serving("here", 1, routed(1)));
    for (int number : List.of(1, 2)) {
      binary(number, Duration.ofDays(9));
      DigestedFile.write(
          directory.temporary(),
          directory.pins().resolve(digest(number).hex()),
          digest(10 + number).hex() + "\n" + digest(20).hex());
    }
    for (int number : List.of(11, 12, 20, 30)) {
      library(digest(number).hex() + ".jar", Duration.ofDays(9));
    }
    sweep();
    assertEquals(
        Set.of(digest(11).hex() + ".jar", digest(20).hex() + ".jar"), names(directory.libraries()));
    assertEquals(Set.of(digest(1).hex()), names(directory.pins()));
  }

  @Test
  void default_configurations_go_with_the_releases_that_have_them() throws IOException {
    var named = new RoutedVersion("1.1.0", digest(1), 10, Optional.of(digest(5)), "b-1", "");
    keep(Documents.serving("here", 1, named));
    for (int number : List.of(5, 6, 7)) {
      written(directory.defaults().resolve(digest(number).hex()), Duration.ofDays(9));
    }
    sweep(directory.defaults().resolve(digest(7).hex()));
    assertEquals(Set.of(digest(5).hex(), digest(7).hex()), names(directory.defaults()));
  }

  @Test
  void what_cannot_be_removed_keeps_no_other() throws IOException {
    for (var name : List.of("0", "z")) {
      var folder = Files.createDirectory(directory.binaries().resolve(name));
      written(folder.resolve("file"), Duration.ofDays(9));
      Files.setLastModifiedTime(folder, FileTime.from(NOW.minus(Duration.ofDays(9))));
    }
    binary(1, Duration.ofDays(9));
    library("old", Duration.ofDays(9));
    sweep();
    assertEquals(Set.of("0", "z"), names(directory.binaries()));
    assertEquals(Set.of(), names(directory.libraries()));
  }

  private void sweep(Path... inUse) {
    new DiskSweeper(directory, () -> Set.of(inUse), InstantSource.fixed(NOW), Duration.ofDays(1))
        .sweep();
  }

  private void keep(RoutingDocument document) throws IOException {
    new RoutingSnapshotStore(directory).save(document);
  }

  private void binary(int number, Duration age) throws IOException {
    written(directory.binaries().resolve(digest(number).hex()), age);
  }

  private void library(String name, Duration age) throws IOException {
    written(directory.libraries().resolve(name), age);
  }

  private static void written(Path file, Duration age) throws IOException {
    Files.writeString(file, "x");
    Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
  }

  private static Set<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(it -> it.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  private static RoutedVersion routed(int number) {
    return new RoutedVersion("1." + number + ".0", digest(number), 10, "b-" + number, "");
  }

  private static Digest digest(int number) {
    return new Digest("%064x".formatted(number));
  }

  private static final class NoStore implements Binaries {
    @Override
    public void store(Digest digest, Path file) {
      throw new AssertionError("Nothing is stored");
    }

    @Override
    public void fetch(Digest digest, Path into) {
      throw new AssertionError("It is on disk");
    }

    @Override
    public void delete(Digest digest) {
      throw new AssertionError("Nodes delete nothing there");
    }
  }
}
