package io.hotswap.runtime.disk;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.supervision.Loop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes unused files from disk: binaries, their signatures and default configurations that no
/// routing document names (of deleted plugins and of replaced releases) and, when any were removed,
/// libraries that were not loaded lately and that no archive here [pins][LibraryPins]; those can be
/// copied from their archives again.
///
/// Files that were loaded lately stay, because a document to come may name them. Files of loaded
/// versions stay too: child processes and plugins open their jars again by path.
public final class DiskSweeper {
  private static final Logger LOG = LoggerFactory.getLogger(DiskSweeper.class);
  private static final Duration KEPT_AFTER_ITS_LAST_USE = Duration.ofDays(1);
  private static final Duration BETWEEN_SWEEPS = Duration.ofHours(1);
  private static final Duration SWEEP = Duration.ofMinutes(10);

  private final DataDirectory directory;
  private final RoutingSnapshotStore routingSnapshotStore;
  private final LibraryPins pins;
  private final Supplier<Set<Path>> inUse;
  private final InstantSource clock;
  private final Duration grace;

  /// @param inUse the files of loaded versions
  /// @param grace how long unused files are kept after they were last loaded
  public DiskSweeper(
      DataDirectory directory, Supplier<Set<Path>> inUse, InstantSource clock, Duration grace) {
    this.directory = directory;
    this.routingSnapshotStore = new RoutingSnapshotStore(directory);
    this.pins = new LibraryPins(directory);
    this.inUse = inUse;
    this.clock = clock;
    this.grace = grace;
  }

  /// The loop that sweeps every hour; not started yet.
  ///
  /// @param inUse the files of loaded versions
  public static Loop loop(DataDirectory directory, Supplier<Set<Path>> inUse, InstantSource clock) {
    var sweeper = new DiskSweeper(directory, inUse, clock, KEPT_AFTER_ITS_LAST_USE);
    return Loop.every(BETWEEN_SWEEPS, SWEEP, "sweep-disk", sweeper::sweep).dispensable();
  }

  public void sweep() {
    try {
      var documents = routingSnapshotStore.all();
      if (documents.size() < DataDirectory.list(directory.routing()).size()) {
        LOG.warn("Nothing is removed from disk while a routing document there cannot be read");
        return;
      }
      var named = named(documents);
      var loaded = inUse.get();
      remove(
          directory.defaults(),
          file -> named.contains(file.getFileName().toString()) || loaded.contains(file));
      remove(directory.signatures(), file -> named.contains(file.getFileName().toString()));
      boolean removed =
          remove(
              directory.binaries(),
              file -> named.contains(file.getFileName().toString()) || loaded.contains(file));
      if (removed) {
        var pinned = pins.sweep();
        remove(directory.libraries(), file -> pinned.contains(file) || loaded.contains(file));
      }
    } catch (IOException e) {
      LOG.warn("The disk could not be swept; trying again later", e);
    }
  }

  private static Set<String> named(List<RoutingDocument> documents) {
    return documents.stream()
        .flatMap(it -> it.versions().values().stream())
        .flatMap(it -> Stream.concat(Stream.of(it.digest()), it.defaults().stream()))
        .map(Digest::hex)
        .collect(Collectors.toSet());
  }

  /// @return whether any file was removed
  private boolean remove(Path folder, Predicate<Path> needed) throws IOException {
    boolean removed = false;
    var before = clock.instant().minus(grace);
    for (var file : DataDirectory.list(folder)) {
      removed |= !needed.test(file) && removeIfNotLoadedSince(before, file);
    }
    return removed;
  }

  // A file that cannot be removed does not stop the sweep.
  private static boolean removeIfNotLoadedSince(Instant before, Path file) {
    try {
      if (!Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
        return false;
      }
      Files.deleteIfExists(file);
      LOG.info("Removed {}: nothing names it any more", file);
      return true;
    } catch (IOException e) {
      LOG.warn("{} could not be removed; trying again later", file, e);
      return false;
    }
  }
}
