package io.hotswap.persistence.stored.registry;

import io.hotswap.domain.check.CheckEngine;
import io.hotswap.domain.check.CheckName;
import io.hotswap.domain.check.CheckState;
import io.hotswap.domain.check.NamedCheck;
import io.hotswap.domain.check.VersionChecks;
import io.hotswap.domain.check.VersionFinding;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The checks of a version in the plugins' table.
public record StoredVersionChecks(
    PluginId pluginId,
    SemanticVersion version,
    Digest digest,
    List<Check> checks,
    int run,
    Instant beganAt,
    long revision,
    Optional<StoredRescan> rescan) {
  record StoredRescan(Instant since, Optional<String> delayed) {}

  public static StoredVersionChecks of(VersionChecks it) {
    return new StoredVersionChecks(
        it.pluginId(),
        it.version(),
        it.digest(),
        it.checks().stream().map(Check::of).toList(),
        it.run(),
        it.beganAt(),
        it.revision(),
        it.rescan().map(scan -> new StoredRescan(scan.since(), scan.delayed())));
  }

  public VersionChecks toDomain() {
    return new VersionChecks(
        pluginId,
        version,
        digest,
        checks.stream().map(Check::toDomain).toList(),
        run,
        beganAt,
        revision,
        rescan.map(it -> new VersionChecks.Rescan(it.since(), it.delayed())));
  }

  record Check(
      CheckName name,
      CheckState state,
      List<Finding> findings,
      Optional<String> engine,
      Optional<Instant> signaturesOf,
      Optional<String> delayed,
      Optional<Instant> endedAt) {
    static Check of(NamedCheck it) {
      return new Check(
          it.name(),
          it.state(),
          it.findings().stream().map(Finding::of).toList(),
          it.engine().map(CheckEngine::name),
          it.engine().flatMap(CheckEngine::signaturesOf),
          it.delayed(),
          it.endedAt());
    }

    NamedCheck toDomain() {
      return new NamedCheck(
          name,
          state,
          findings.stream().map(Finding::toDomain).toList(),
          engine.map(it -> new CheckEngine(it, signaturesOf)),
          delayed,
          endedAt);
    }
  }

  record Finding(String code, String where, String detail, String fix) {
    static Finding of(VersionFinding it) {
      return new Finding(it.code(), it.where(), it.detail(), it.fix());
    }

    VersionFinding toDomain() {
      return new VersionFinding(code, where, detail, fix);
    }
  }
}
