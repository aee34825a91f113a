package io.hotswap.registration.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.archive.Limits;
import io.hotswap.archive.PluginArchives;
import io.hotswap.archive.linkage.LinkageReport;
import io.hotswap.archive.linkage.MissingReference;
import io.hotswap.archive.linkage.Referrer;
import io.hotswap.domain.check.CheckEngine;
import io.hotswap.domain.check.CheckName;
import io.hotswap.domain.check.CheckResult;
import io.hotswap.domain.check.VersionFinding;
import io.hotswap.domain.check.operations.VersionCheck;
import io.hotswap.domain.plugin.PluginVersion;
import io.hotswap.serialization.Json;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Looks for classes and members that the archive's classes refer to and that are not there.
@Singleton
final class LinkageCheck implements VersionCheck {
  private static final CheckEngine ENGINE = CheckEngine.of("class-references");

  @Override
  public CheckName name() {
    return CheckName.Linkage;
  }

  @Override
  public CheckResult run(PluginVersion version, Path archive) {
    var entryPoint = Json.read(version.manifest(), JsonNode.class).path("entryPoint").asText();
    var report = report(archive, entryPoint);
    var findings =
        Stream.of(
                report.errors().stream().map(it -> missing("entry-point-lacks-class", it)),
                report.damaged().stream().map(LinkageCheck::damaged),
                report.warnings().stream().map(it -> missing("missing-reference", it)))
            .flatMap(it -> it)
            .toList();
    return report.errors().isEmpty()
        ? CheckResult.warned(findings, ENGINE)
        : CheckResult.failed(findings, ENGINE);
  }

  private static LinkageReport report(Path archive, String entryPoint) {
    try {
      return PluginArchives.linkage(archive, Limits.standard(), entryPoint);
    } catch (IOException e) {
      throw new UncheckedIOException("The archive could not be read", e);
    }
  }

  private static VersionFinding missing(String code, MissingReference it) {
    var from = it.from().stream().map(Referrer::toString).collect(Collectors.joining(", "));
    int more = it.count() - it.from().size();
    return new VersionFinding(
        code,
        it.from().getFirst().toString(),
        "%s is not there; it is referred to by %s%s."
            .formatted(it.missing(), from, more > 0 ? " and " + more + " more" : ""),
        "Pack the library, in the version that has it, into lib/; or leave it where the code that"
            + " needs it is never run.");
  }

  private static VersionFinding damaged(Referrer it) {
    return new VersionFinding(
        "damaged-class", it.toString(), "The class file is damaged.", "Build the jar again.");
  }
}
