package io.hotswap.registration;

import io.hotswap.domain.check.CheckEngine;
import io.hotswap.domain.check.CheckName;
import io.hotswap.domain.check.CheckState;
import io.hotswap.domain.check.NamedCheck;
import io.hotswap.domain.check.VersionChecks;
import io.hotswap.domain.check.VersionChecks.Rescan;
import io.hotswap.domain.check.VersionFinding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One check of a version in responses.
///
/// @param rescanSince when a scan was asked for that is to replace the result
record ChecksView(
    CheckName name,
    CheckState state,
    Optional<String> engine,
    Optional<Instant> signaturesOf,
    Optional<String> delayed,
    Optional<Instant> endedAt,
    Optional<Instant> rescanSince,
    List<FindingView> findings) {
  static List<ChecksView> of(VersionChecks checks) {
    return checks.checks().stream()
        .map(it -> of(it, checks.rescan().filter(again -> it.name() == CheckName.Malware)))
        .toList();
  }

  private static ChecksView of(NamedCheck it, Optional<Rescan> rescan) {
    return new ChecksView(
        it.name(),
        it.state(),
        it.engine().map(CheckEngine::name),
        it.engine().flatMap(CheckEngine::signaturesOf),
        it.delayed().or(() -> rescan.flatMap(Rescan::delayed)),
        it.endedAt(),
        rescan.map(Rescan::since),
        it.findings().stream().map(FindingView::of).toList());
  }

  record FindingView(String code, String where, String detail, String fix) {
    static FindingView of(VersionFinding it) {
      return new FindingView(it.code(), it.where(), it.detail(), it.fix());
    }
  }
}
