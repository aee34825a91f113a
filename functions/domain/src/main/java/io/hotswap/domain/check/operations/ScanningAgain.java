package io.hotswap.domain.check.operations;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.check.CheckedVersions;
import io.hotswap.domain.check.VersionChecks;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.retry.ConflictRetry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Has a version scanned for malware once more, because signatures are newer or a verdict is
/// doubted. Until there is a new verdict the earlier one counts.
public final class ScanningAgain {
  private final CheckedVersions checked;
  private final CheckExecutions executions;
  private final InstantSource clock;

  public ScanningAgain(CheckedVersions checked, CheckExecutions executions, InstantSource clock) {
    this.checked = checked;
    this.executions = executions;
    this.clock = clock;
  }

  /// Where the engine does not start it, the reconciliation does.
  public Result<VersionChecks> scan(PluginId id, SemanticVersion version, Origin origin) {
    return ConflictRetry.run(() -> attempted(id, version, origin))
        .orElseGet(
            () ->
                Result.refused(
                    ErrorCode.CHANGED_MEANWHILE, "The version's checks are being recorded."));
  }

  private Optional<Result<VersionChecks>> attempted(
      PluginId id, SemanticVersion version, Origin origin) {
    var before = checked.find(id, version);
    if (before.isEmpty()) {
      return Optional.of(
          Result.refused(
              ErrorCode.VERSION_NOT_FOUND, "The plugin has no version %s.".formatted(version)));
    }
    if (!before.get().due().isEmpty()) {
      return Optional.of(
          Result.refused(
              ErrorCode.CHECKS_PENDING,
              "Its checks are under way: %s.".formatted(before.get().due())));
    }
    var now = clock.instant();
    var after = before.get().scannedAgain(now);
    if (!checked.write(after, Optional.of(audit(after, origin, now)))) {
      return Optional.empty();
    }
    executions.start(after);
    return Optional.of(Result.done(after));
  }

  private static AuditRecord audit(VersionChecks it, Origin origin, Instant now) {
    return new AuditRecord(
        UUID.randomUUID(),
        AuditSubject.checks(it.pluginId(), it.version()),
        now,
        "scanVersion",
        origin,
        Map.of("version", it.version().text(), "run", Integer.toString(it.run() - 1)),
        Map.of("version", it.version().text(), "run", Integer.toString(it.run())));
  }
}
