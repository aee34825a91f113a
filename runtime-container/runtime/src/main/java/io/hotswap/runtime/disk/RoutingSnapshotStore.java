package io.hotswap.runtime.disk;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.persistence.s3.RoutingObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
    var json = RoutingObject.of(document).json();
    var next = Files.createTempFile(temporary, "routing-", ".json");
    Files.writeString(next, digest(json) + "\n" + json);
    Files.move(
        next,
        file(document.pluginId()),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
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
      var text = Files.readString(file);
      int end = text.indexOf('\n');
      var json = text.substring(end + 1);
      if (end < 0 || !text.substring(0, end).equals(digest(json).toString())) {
        throw new IOException("the document does not match the digest on its first line");
      }
      return Optional.of(RoutingObject.read(file.toString(), json));
    } catch (IOException | IllegalArgumentException e) {
      LOG.error("Routing document {} on disk cannot be read; waiting for the feed", file, e);
      return Optional.empty();
    }
  }

  private static Digest digest(String json) {
    return Digest.over(json);
  }
}
