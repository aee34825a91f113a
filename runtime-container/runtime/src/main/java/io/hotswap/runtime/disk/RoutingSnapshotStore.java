package io.hotswap.runtime.disk;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.persistence.disk.RoutingObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The last active routing documents on disk, one file per plugin: the document's digest on the
/// first line, then the document.
public final class RoutingSnapshotStore {
  private static final Logger LOG = LoggerFactory.getLogger(RoutingSnapshotStore.class);
  private final Path folder;
  private final Path temporary;

  public RoutingSnapshotStore(DataDirectory directory) {
    this.folder = directory.routing();
    this.temporary = directory.temporary();
  }

  public void save(RoutingDocument document) throws IOException {
    DigestedFile.write(temporary, file(document.pluginId()), RoutingObject.of(document).json());
  }

  /// All readable documents; any other file is logged, and replaced after the next poll.
  public List<RoutingDocument> all() throws IOException {
    return DataDirectory.list(folder).stream()
        .sorted()
        .map(RoutingSnapshotStore::read)
        .flatMap(Optional::stream)
        .toList();
  }

  private Path file(PluginId id) {
    return folder.resolve(id + ".json");
  }

  private static Optional<RoutingDocument> read(Path file) {
    try {
      return Optional.of(RoutingObject.read(file.toString(), DigestedFile.read(file)));
    } catch (IOException | IllegalArgumentException e) {
      LOG.error("Routing document {} on disk cannot be read; waiting for the feed", file, e);
      return Optional.empty();
    }
  }
}
