package io.hotswap.runtime.disk;

import io.hotswap.domain.plugin.Digest;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes from disk what nobody needs any more: binaries that no routing document names, of
/// deleted plugins and of versions that were replaced, and with them the libraries that were not
/// loaded lately: of those that are needed after all, the archive around them has a copy.
///
/// What was loaded lately stays: a document on its way may name it. And a file that is mapped stays
/// readable until it is let go.
public final class DiskSweeper {
  private static final Logger LOG = LoggerFactory.getLogger(DiskSweeper.class);

  private final DataDirectory directory;
  private final LastGood lastGood;
  private final InstantSource clock;
  private final Duration grace;

  /// @param grace how long what nobody needs is kept after it was last loaded
  public DiskSweeper(
      DataDirectory directory, LastGood lastGood, InstantSource clock, Duration grace) {
    this.directory = directory;
    this.lastGood = lastGood;
    this.clock = clock;
    this.grace = grace;
  }

  public void sweep() {
    try {
      var documents = lastGood.all();
      if (documents.size() < files(directory.routing()).size()) {
        LOG.warn("Nothing is removed from disk while a routing document there cannot be read");
        return;
      }
      var named = named(documents);
      boolean removed =
          remove(directory.binaries(), file -> named.contains(file.getFileName().toString()));
      if (removed) {
        remove(directory.libraries(), file -> false);
      }
    } catch (IOException e) {
      LOG.warn("The disk could not be swept; trying again later", e);
    }
  }

  private static Set<String> named(List<RoutingDocument> documents) {
    return documents.stream()
        .flatMap(it -> it.versions().values().stream())
        .map(RoutedVersion::digest)
        .map(Digest::hex)
        .collect(Collectors.toSet());
  }

  /// @return whether there was anything to remove
  private boolean remove(Path folder, Predicate<Path> needed) throws IOException {
    boolean removed = false;
    var before = clock.instant().minus(grace);
    for (var file : files(folder)) {
      if (!needed.test(file) && lastLoaded(file).isBefore(before)) {
        Files.deleteIfExists(file);
        LOG.info("Removed {}: nothing names it any more", file);
        removed = true;
      }
    }
    return removed;
  }

  private static Instant lastLoaded(Path file) throws IOException {
    return Files.getLastModifiedTime(file).toInstant();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }
}
