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

/// Which versions were on their way up when a process of this node died: one file for each while it
/// is, and one for each that is blamed. Where some of them had been blamed before, they are blamed
/// again, and the others not at all. A version that has been the only suspect twice is in
/// quarantine.
///
/// What another process has written is there whether or not it came to the disk: nothing is forced
/// to it, which would make every load slower. A journal that cannot be read or written keeps
/// nothing from starting or loading.
public final class CrashJournal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CrashJournal.class);
  // A thread that start has begun may end the process a moment later.
  private static final long PROBATION = Duration.ofSeconds(2).toNanos();
  private static final String UNDER_WAY = ".loading";
  private static final String BLAMED = ".crashed";

  private final Map<Digest, OptionalLong> underWay = new ConcurrentHashMap<>();
  private final Map<Digest, CrashRecord> blamed = new ConcurrentHashMap<>();
  private final Path folder;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private volatile boolean kept;

  /// Blames what was under way when the last process ended.
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
      LOG.error("The journal of crashes {} cannot be read and says nothing", folder, e);
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

  // What cannot be written down now stays under way on disk, and is blamed anew by the next.
  private void blame(Digest digest, int suspects) {
    var next = blamed.getOrDefault(digest, CrashRecord.NONE).again(suspects, clock.instant());
    blamed.put(digest, next);
    LOG.error(
        "A process of this node ended while {} was on its way up; suspects: {}; deaths that it"
            + " alone can have caused: {}",
        text(digest, UNDER_WAY),
        suspects,
        next.deaths());
    try {
      Files.writeString(file(digest, BLAMED), next.line());
      delete(digest, UNDER_WAY);
    } catch (IOException e) {
      LOG.error("Whom that is blamed on cannot be written down", e);
    }
  }

  private Path file(Digest digest, String kind) {
    return folder.resolve(digest.hex() + kind);
  }

  /// Before anything of a version is read.
  public void begin(Digest digest, String label) {
    underWay.put(digest, OptionalLong.empty());
    try {
      Files.writeString(file(digest, UNDER_WAY), label);
    } catch (IOException e) {
      LOG.error("That {} is being loaded cannot be written down", label, e);
    }
  }

  /// It is up; it is free of blame when the process still lives in a while.
  public void up(Digest digest) {
    underWay.put(digest, OptionalLong.of(nanoTime.getAsLong()));
  }

  /// It was not brought up, for a reason that has nothing to do with it.
  public void givenUp(Digest digest) {
    if (underWay.remove(digest) != null) {
      delete(digest, UNDER_WAY);
    }
  }

  boolean isUnderWay(Digest digest) {
    return underWay.containsKey(digest);
  }

  /// It could not be brought up, and this process lives.
  public void failed(Digest digest) {
    acquit(digest);
  }

  /// Acquits what has been up for long enough.
  public void look() {
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

  /// How many versions may have caused the death that this one is blamed for, itself included.
  int suspects(Digest digest) {
    return blamed.getOrDefault(digest, CrashRecord.NONE).suspects();
  }

  /// Until when a version must not be loaded.
  public Optional<Instant> quarantine(Digest digest) {
    return Optional.ofNullable(blamed.get(digest))
        .filter(it -> it.isQuarantinedAt(clock.instant()))
        .map(CrashRecord::until);
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
