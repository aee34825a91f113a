package io.hotswap.archive;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.archive.ArchiveReading.Accepted;
import io.hotswap.archive.ArchiveReading.Rejected;
import io.hotswap.archive.fixture.Fixture;
import io.hotswap.archive.violation.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/// Reads fixtures and says what must come of it.
public abstract class ArchiveTest {
  @TempDir Path directory = Path.of("");

  public final PluginArchive accepted(byte[] bytes) throws IOException {
    return assertInstanceOf(Accepted.class, read(bytes, Limits.standard())).archive();
  }

  final List<Violation> rejected(byte[] bytes) throws IOException {
    return rejected(bytes, Limits.standard());
  }

  final List<Violation> rejected(byte[] bytes, Limits limits) throws IOException {
    return assertInstanceOf(Rejected.class, read(bytes, limits)).violations();
  }

  /// Exactly one violation, at this pointer, saying all of these.
  final void rejectedFor(Fixture fixture, String pointer, String... saying) throws IOException {
    rejectedFor(fixture.bytes(), pointer, saying);
  }

  final void rejectedFor(byte[] bytes, String pointer, String... saying) throws IOException {
    var violations = rejected(bytes);
    var text = violations.toString();
    assertTrue(violations.size() == 1 && violations.getFirst().pointer().equals(pointer), text);
    for (var part : saying) {
      assertTrue(text.contains(part), () -> text + " does not say: " + part);
    }
  }

  final ArchiveReading read(byte[] bytes, Limits limits) throws IOException {
    return PluginArchives.read(Files.write(directory.resolve("archive"), bytes), limits);
  }
}
