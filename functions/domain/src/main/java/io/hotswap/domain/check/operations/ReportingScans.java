package io.hotswap.domain.check.operations;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.check.CheckName;
import io.hotswap.domain.check.CheckedVersions;
import io.hotswap.domain.check.VersionChecks;
import io.hotswap.domain.plugin.PluginVersion;
import io.hotswap.domain.retry.ConflictRetry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Takes the verdict of a scanner that scans by itself and reports when it has. Such a report may
/// come twice, before the version is registered, or long after it has passed.
public final class ReportingScans {
  private final CheckedVersions checked;
  private final CheckExecutions executions;
  private final InfectedBinaries infected;
  private final InstantSource clock;

  public ReportingScans(
      CheckedVersions checked,
      CheckExecutions executions,
      InfectedBinaries infected,
      InstantSource clock) {
    this.checked = checked;
    this.executions = executions;
    this.infected = infected;
    this.clock = clock;
  }

  /// Blocks the bytes, fails the version if it is registered, and starts the machine, which stops
  /// what serves of it.
  public void infected(PluginVersion version, ScanVerdict.Infected verdict, Origin origin) {
    infected.block(version, verdict, origin);
    var failed = retried(version, it -> failed(it, verdict, origin));
    failed.ifPresent(executions::start);
  }

  /// For a scan that nobody has heard the end of: anything else has its result.
  public void clean(PluginVersion version, ScanVerdict.Clean verdict, Origin origin) {
    retried(
        version,
        it ->
            it.pending().contains(CheckName.Malware)
                ? recorded(it, verdict, origin)
                : Optional.of(it));
  }

  /// Empty when another write won.
  private interface Recording {
    Optional<VersionChecks> apply(VersionChecks before);
  }

  /// @param checks empty where no such bytes are registered
  private record Outcome(Optional<VersionChecks> checks) {}

  /// Empty where no such bytes are registered.
  private Optional<VersionChecks> retried(PluginVersion version, Recording recording) {
    var found =
        ConflictRetry.run(
            () -> {
              var before =
                  checked
                      .find(version.pluginId(), version.version())
                      .filter(it -> it.digest().equals(version.digest()));
              return before.isEmpty()
                  ? Optional.of(new Outcome(Optional.empty()))
                  : recording.apply(before.get()).map(it -> new Outcome(Optional.of(it)));
            });
    return found
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Others changed the record again and again: %s %s"
                        .formatted(version.name(), version.version())))
        .checks();
  }

  private Optional<VersionChecks> failed(
      VersionChecks before, ScanVerdict.Infected verdict, Origin origin) {
    if (MalwareResult.isInfected(before) && before.rescan().isEmpty()) {
      return Optional.of(before);
    }
    var begun = before.scannedAgain(clock.instant());
    return checked.write(begun, Optional.empty())
        ? recorded(begun, verdict, origin)
        : Optional.empty();
  }

  private Optional<VersionChecks> recorded(
      VersionChecks before, ScanVerdict verdict, Origin origin) {
    var now = clock.instant();
    var after = before.with(CheckName.Malware, MalwareResult.of(verdict), now);
    return checked.write(after, audit(before, after, origin, now))
        ? Optional.of(after)
        : Optional.empty();
  }

  private static Optional<AuditRecord> audit(
      VersionChecks before, VersionChecks after, Origin origin, Instant now) {
    return CheckAudits.ended(before, after, CheckName.Malware, origin, now);
  }
}
