package io.hotswap.domain.check.operations;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.check.CheckName;
import io.hotswap.domain.check.CheckResult;
import io.hotswap.domain.check.CheckState;
import io.hotswap.domain.check.CheckedVersions;
import io.hotswap.domain.check.VersionChecks;
import io.hotswap.domain.check.operations.CheckProgress.Outcome;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.plugin.Binaries;
import io.hotswap.domain.plugin.PluginVersion;
import io.hotswap.domain.plugin.Plugins;
import io.hotswap.domain.retry.ConflictRetry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Runs the steps of the check machine. Every step may run twice: a check that has ended is not run
/// again.
public final class RunningChecks {
  /// A run that waits longer for the scanner ends; the reconciliation starts another.
  static final Duration PATIENCE = Duration.ofMinutes(30);

  private static final int LONGEST_WAIT = 60;
  private static final String INTERRUPTED =
      "The check was interrupted by a fault on our side, and is run again.";

  private final CheckedVersions checked;
  private final Plugins plugins;
  private final Binaries binaries;
  private final MalwareScanner scanner;
  private final LibraryScans libraryScans;
  private final InfectedBinaries infected;
  private final List<VersionCheck> checks;
  private final InstantSource clock;

  /// @param checks all but that for malware
  public RunningChecks(
      CheckedVersions checked,
      Plugins plugins,
      Binaries binaries,
      MalwareScanner scanner,
      LibraryScans libraryScans,
      InfectedBinaries infected,
      List<VersionCheck> checks,
      InstantSource clock) {
    this.checked = checked;
    this.plugins = plugins;
    this.binaries = binaries;
    this.scanner = scanner;
    this.libraryScans = libraryScans;
    this.infected = infected;
    this.checks = checks.stream().sorted(Comparator.comparing(VersionCheck::name)).toList();
    this.clock = clock;
  }

  /// @param run of the execution that asks
  public record Subject(PluginId pluginId, SemanticVersion version, int run) {}

  /// @param scratch where the binary may be put
  public CheckProgress run(CheckStep step, Subject subject, Path scratch, Origin origin) {
    var record = current(subject);
    var version = plugins.find(subject.pluginId(), subject.version());
    if (record.isEmpty() || version.isEmpty()) {
      return CheckProgress.of(Outcome.Superseded);
    }
    return switch (step) {
      case ScanBinary -> scan(record.get(), version.get(), subject, scratch, origin);
      case VerifyVersion -> verify(record.get(), version.get(), subject, scratch, origin);
      case CompleteChecks -> complete(subject, origin);
    };
  }

  /// Empty when another run has taken over.
  private Optional<VersionChecks> current(Subject subject) {
    return checked
        .find(subject.pluginId(), subject.version())
        .filter(it -> it.run() == subject.run());
  }

  /// Blocks what is infected before it is recorded, and unblocks what is not: when the step dies in
  /// between, the scan is run again.
  private CheckProgress scan(
      VersionChecks record, PluginVersion version, Subject subject, Path scratch, Origin origin) {
    if (!record.due().contains(CheckName.Malware)) {
      return CheckProgress.of(MalwareResult.isInfected(record) ? Outcome.Infected : Outcome.Done);
    }
    var verdict = verdict(version, fetching(record.digest(), scratch));
    switch (verdict) {
      case ScanVerdict.Infected it -> infected.block(version, it, origin);
      case ScanVerdict.Clean it -> infected.unblock(version.digest(), origin);
      case ScanVerdict.Pending it -> {}
      case ScanVerdict.Failed it -> {}
    }
    write(subject, CheckName.Malware, MalwareResult.of(verdict), origin);
    var waited = Duration.between(record.beganAt(), clock.instant());
    if (verdict instanceof ScanVerdict.Pending && waited.compareTo(PATIENCE) < 0) {
      long seconds = Math.clamp(waited.toSeconds() / 5, 1, LONGEST_WAIT);
      return new CheckProgress(Outcome.Waiting, (int) seconds);
    }
    return CheckProgress.of(
        verdict instanceof ScanVerdict.Infected ? Outcome.Infected : Outcome.Done);
  }

  /// Of the archive; where that is clean, of its libraries too.
  private ScanVerdict verdict(PluginVersion version, Supplier<Path> archive) {
    var verdict = scanner.scan(version.digest(), archive);
    return verdict instanceof ScanVerdict.Clean
        ? libraryScans.objection(version, archive).orElse(verdict)
        : verdict;
  }

  private CheckProgress verify(
      VersionChecks record, PluginVersion version, Subject subject, Path scratch, Origin origin) {
    var pending = checks.stream().filter(it -> record.pending().contains(it.name())).toList();
    var archive = fetching(record.digest(), scratch);
    PartialFailure.afterAll(
        pending,
        check -> {
          write(subject, check.name(), check.run(version, archive.get()), origin);
          return Optional.empty();
        });
    return CheckProgress.of(Outcome.Done);
  }

  private CheckProgress complete(Subject subject, Origin origin) {
    var record = current(subject);
    if (record.isEmpty()) {
      return CheckProgress.of(Outcome.Superseded);
    }
    for (var check : record.get().checks()) {
      if (check.state() == CheckState.Pending && check.delayed().isEmpty()) {
        write(subject, check.name(), new CheckResult.Delayed(INTERRUPTED), origin);
      }
    }
    return CheckProgress.of(record.get().due().isEmpty() ? Outcome.Completed : Outcome.Postponed);
  }

  /// Unless the check has ended meanwhile, or says what it said before.
  private void write(Subject subject, CheckName name, CheckResult result, Origin origin) {
    var now = clock.instant();
    var written =
        ConflictRetry.run(
            () -> {
              var before = current(subject).filter(it -> it.due().contains(name));
              if (before.isEmpty()) {
                return Optional.of(false);
              }
              var after = before.get().with(name, result, now);
              if (after.checks().equals(before.get().checks())
                  && after.rescan().equals(before.get().rescan())) {
                return Optional.of(false);
              }
              var audit = CheckAudits.ended(before.get(), after, name, origin, now);
              return checked.write(after, audit) ? Optional.of(true) : Optional.empty();
            });
    if (written.isEmpty()) {
      throw new IllegalStateException("Others changed the record again and again: " + subject);
    }
  }

  private Supplier<Path> fetching(Digest digest, Path scratch) {
    List<Path> fetched = new ArrayList<>();
    return () -> {
      if (fetched.isEmpty()) {
        binaries.fetch(digest, scratch);
        verify(digest, scratch);
        fetched.add(scratch);
      }
      return scratch;
    };
  }

  private static void verify(Digest digest, Path file) {
    try (var in = Files.newInputStream(file)) {
      var found = Digest.over(in);
      if (!found.equals(digest)) {
        throw new IllegalStateException("The store has " + found + " under " + digest);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
