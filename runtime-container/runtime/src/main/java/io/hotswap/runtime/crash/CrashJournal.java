package io.hotswap.runtime.crash;

import io.hotswap.domain.ids.Digest;
import io.hotswap.runtime.disk.DataDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records which versions were being loaded when a process of this node died: one file for each
/// that is being loaded, and one for each that is blamed. If some of those had been blamed before,
/// only they are blamed again. A version that was the only suspect twice is in quarantine.
///
/// Files are not forced to disk, which would slow every load: they outlive a dead process without
/// that. A journal that cannot be read or written stops neither starting nor loading.
public final class CrashJournal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CrashJournal.class);
  // A thread that the plugin's `start` has begun may end the process a moment later.
  private static final long PROBATION = Duration.ofSeconds(2).toNanos();
  private static final String UNDER_WAY = ".loading";
  private static final String BLAMED = ".crashed";

  private final Map<Digest, OptionalLong> underWay = new ConcurrentHashMap<>();
  private final Map<Digest, CrashRecord> blamed = new ConcurrentHashMap<>();
  private final Path folder;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private volatile boolean suspectsKept;

  /// Blames the versions that were being loaded when the last process ended.
  ///
  /// @param nanoTime as [System#nanoTime]
  public CrashJournal(DataDirectory directory, InstantSource clock, LongSupplier nanoTime) {
    this.folder = directory.crashes();
    this.clock = clock;
    this.nanoTime = nanoTime;
    for (var digest : digests(BLAMED)) {
      CrashRecord.of(text(digest, BLAMED), clock.instant()).ifPresent(it -> blamed.put(digest, it));
    }
    var dead = digests(UNDER_WAY);
    var before = dead.stream().filter(blamed::containsKey).toList();
    var culprits = before.isEmpty() ? dead : before;
    culprits.forEach(it -> blame(it, culprits.size()));
    dead.stream().filter(it -> !culprits.contains(it)).forEach(it -> delete(it, UNDER_WAY));
  }

  private List<Digest> digests(String kind) {
    try {
      return DataDirectory.list(folder).stream()
          .map(it -> it.getFileName().toString())
          .filter(it -> it.endsWith(kind))
          .map(it -> it.substring(0, it.length() - kind.length()))
          .filter(it -> it.matches("[0-9a-f]{64}"))
          .map(Digest::new)
          .toList();
    } catch (IOException e) {
      LOG.error("The journal of crashes {} cannot be read and is ignored", folder, e);
      return List.of();
    }
  }

  private String text(Digest digest, String kind) {
    try {
      return new String(Files.readAllBytes(file(digest, kind)), StandardCharsets.UTF_8);
    } catch (IOException e) {
      LOG.error("{} cannot be read", file(digest, kind), e);
      return "";
    }
  }

  // If the record cannot be written, the loading file stays, and the next process blames it again.
  private void blame(Digest digest, int suspects) {
    var next = blamed.getOrDefault(digest, CrashRecord.NONE).again(suspects, clock.instant());
    blamed.put(digest, next);
    LOG.error(
        "A process of this node ended while {} was being loaded; suspects: {}; deaths that it"
            + " alone can have caused: {}",
        text(digest, UNDER_WAY),
        suspects,
        next.deaths());
    try {
      Files.writeString(file(digest, BLAMED), next.line());
      delete(digest, UNDER_WAY);
    } catch (IOException e) {
      LOG.error("A crash record cannot be written", e);
    }
  }

  private Path file(Digest digest, String kind) {
    return folder.resolve(digest.hex() + kind);
  }

  /// Loading of the version begins. To be called before anything of it is read.
  public void begin(Digest digest, String label) {
    underWay.put(digest, OptionalLong.empty());
    try {
      Files.writeString(file(digest, UNDER_WAY), label);
    } catch (IOException e) {
      LOG.error("The journal entry for the loading of {} cannot be written", label, e);
    }
  }

  /// The version is up. It is acquitted if the process is still alive after the probation.
  public void up(Digest digest) {
    underWay.put(digest, OptionalLong.of(nanoTime.getAsLong()));
  }

  /// Loading ended for a reason outside the version: it is neither blamed nor acquitted.
  public void givenUp(Digest digest) {
    if (underWay.remove(digest) != null) {
      delete(digest, UNDER_WAY);
    }
  }

  boolean isUnderWay(Digest digest) {
    return underWay.containsKey(digest);
  }

  /// Loading failed, and the process survived: acquits the version.
  public void failed(Digest digest) {
    acquit(digest);
  }

  /// Acquits the versions that have been up for longer than the probation.
  public void acquitSurvivors() {
    long now = nanoTime.getAsLong();
    underWay.forEach(
        (digest, up) -> {
          if (up.isPresent() && now - up.getAsLong() > PROBATION) {
            acquit(digest);
          }
        });
  }

  private void acquit(Digest digest) {
    givenUp(digest);
    forget(digest);
  }

  /// Drops the blame of a version that no routing document names any more.
  public void forget(Digest digest) {
    if (blamed.remove(digest) != null) {
      delete(digest, BLAMED);
    }
  }

  private void delete(Digest digest, String kind) {
    try {
      Files.deleteIfExists(file(digest, kind));
    } catch (IOException e) {
      LOG.error("{} stays in the journal of crashes", file(digest, kind), e);
    }
  }

  /// Whether the version is blamed and not in quarantine: it may be tried again.
  public boolean isSuspect(Digest digest) {
    return blamed.containsKey(digest) && quarantine(digest).isEmpty();
  }

  /// How many versions may have caused the crash that this one is blamed for, itself included.
  int suspects(Digest digest) {
    return blamed.getOrDefault(digest, CrashRecord.NONE).suspects();
  }

  /// Until when a version must not be loaded.
  public Optional<Instant> quarantine(Digest digest) {
    return Optional.ofNullable(blamed.get(digest))
        .filter(it -> it.isQuarantinedAt(clock.instant()))
        .map(CrashRecord::until);
  }

  /// Leaves the entries of versions being loaded on disk at [#close], for an exit without a signal.
  public void keepSuspects() {
    suspectsKept = true;
  }

  /// At an orderly end: versions still being loaded are not to blame.
  @Override
  public void close() {
    if (!suspectsKept) {
      underWay.keySet().forEach(it -> delete(it, UNDER_WAY));
    }
  }
}
