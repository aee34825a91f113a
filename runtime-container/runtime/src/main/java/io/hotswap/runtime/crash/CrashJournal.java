package io.hotswap.runtime.crash;

import io.hotswap.domain.plugin.Digest;
import io.hotswap.runtime.disk.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which versions were on their way up when a process of this node died: one file for each while it
/// is, and one for each that is blamed. A version that a process died on is tried last and alone;
/// one that another died on then is in quarantine.
///
/// What another process has written is there whether or not it came to the disk: nothing is forced
/// to it, which would make every load slower.
public final class CrashJournal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CrashJournal.class);
  // A thread that start has begun may end the process a moment later.
  private static final Duration PROBATION = Duration.ofSeconds(2);
  private static final String UNDER_WAY = ".loading";
  private static final String BLAMED = ".crashed";

  private final Map<Digest, Optional<Instant>> underWay = new ConcurrentHashMap<>();
  private final Map<Digest, CrashRecord> blamed = new ConcurrentHashMap<>();
  private final Path folder;
  private final Clock clock;
  private volatile boolean kept;

  /// Blames what was under way when the last process ended.
  public CrashJournal(DataDirectory directory, Clock clock) throws IOException {
    this.folder = directory.crashes();
    this.clock = clock;
    for (var file : files(BLAMED)) {
      read(file).ifPresent(it -> blamed.put(digest(file), CrashRecord.of(it)));
    }
    var suspects = files(UNDER_WAY);
    for (var file : suspects) {
      blame(digest(file), Files.readString(file), suspects.size() == 1);
    }
  }

  private List<Path> files(String kind) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(it -> it.toString().endsWith(kind)).sorted().toList();
    }
  }

  private static Digest digest(Path file) {
    var name = file.getFileName().toString();
    return new Digest(name.substring(0, name.indexOf('.')));
  }

  // A process may have died between making a file and writing it.
  private static Optional<String> read(Path file) throws IOException {
    var text = Files.readString(file);
    return CrashRecord.isOne(text) ? Optional.of(text) : Optional.empty();
  }

  // Of several nobody knows which it was: none of them comes into quarantine for it.
  private void blame(Digest digest, String label, boolean alone) throws IOException {
    var before = blamed.getOrDefault(digest, new CrashRecord(0, clock.instant()));
    var next = alone || before.deaths() == 0 ? before.again(clock.instant()) : before;
    Files.writeString(file(digest, BLAMED), next.line());
    Files.delete(file(digest, UNDER_WAY));
    blamed.put(digest, next);
    LOG.error("A process of this node ended on {}, deaths: {}", label, next.deaths());
  }

  private Path file(Digest digest, String kind) {
    return folder.resolve(digest.hex() + kind);
  }

  /// Before anything of a version is read. A disk that cannot be written keeps none from loading.
  public void begin(Digest digest, String label) {
    underWay.put(digest, Optional.empty());
    try {
      Files.writeString(file(digest, UNDER_WAY), label);
    } catch (IOException e) {
      LOG.error("That {} is being loaded cannot be written down", label, e);
    }
  }

  /// It is up; it is free of blame when the process still lives in a while.
  public void up(Digest digest) {
    underWay.put(digest, Optional.of(clock.instant()));
  }

  /// It could not be brought up, and this process lives.
  public void failed(Digest digest) {
    acquit(digest);
  }

  /// Acquits what has been up for long enough.
  public void look() {
    var since = clock.instant().minus(PROBATION);
    underWay.forEach(
        (digest, up) -> {
          if (up.filter(it -> it.isBefore(since)).isPresent()) {
            acquit(digest);
          }
        });
  }

  private void acquit(Digest digest) {
    if (underWay.remove(digest) != null) {
      delete(digest, UNDER_WAY);
    }
    forget(digest);
  }

  /// No routing document names it any more.
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

  /// Whether a process died on it, and it may be tried once more.
  public boolean isSuspect(Digest digest) {
    return blamed.containsKey(digest) && quarantine(digest).isEmpty();
  }

  /// Until when a version must not be loaded.
  public Optional<Instant> quarantine(Digest digest) {
    return Optional.ofNullable(blamed.get(digest))
        .filter(it -> it.isQuarantinedAt(clock.instant()))
        .map(CrashRecord::until);
  }

  /// Whether a death would be blamed on nobody now.
  public boolean isQuiet() {
    return underWay.isEmpty();
  }

  /// From here on the end of this process is its own doing, or a plugin's.
  public void keep() {
    kept = true;
  }

  /// An orderly end: what is still on its way is not to blame.
  @Override
  public void close() {
    if (!kept) {
      underWay.keySet().forEach(it -> delete(it, UNDER_WAY));
    }
  }
}
