package io.hotswap.runtime.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.runtime.testing.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutingSnapshotStoreTest {
  private static final RoutedVersion VERSION =
      new RoutedVersion("1.0.0", new Digest("0".repeat(64)), 10, "d", "");

  @TempDir Path root;
  private DataDirectory directory = new DataDirectory(Path.of(""));

  @BeforeEach
  void prepare() {
    directory = new DataDirectory(root.resolve("data"));
    directory.prepare();
  }

  @Test
  void a_document_that_a_later_release_saved_is_left_for_that_release() throws IOException {
    var store = new RoutingSnapshotStore(directory);
    var document = Documents.serving("search", 3, VERSION);
    store.save(document);
    assertEquals(List.of(document), store.all());

    var file = DataDirectory.list(directory.routing()).getFirst();
    var saved = Files.readString(file).split("\n", 2)[1];
    var later = saved.replace("\"schemaVersion\":1", "\"schemaVersion\":2");
    assertTrue(later.length() == saved.length() && !later.equals(saved), saved);
    Files.writeString(file, Digest.over(later) + "\n" + later);
    assertEquals(List.of(), store.all());
    assertTrue(Files.readString(file).endsWith(later));
  }
}
