package io.hotswap.registration.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.archive.Limits;
import io.hotswap.archive.PluginArchives;
import io.hotswap.archive.linkage.LinkageReport;
import io.hotswap.archive.linkage.MissingReference;
import io.hotswap.archive.linkage.Referrer;
import io.hotswap.archive.zip.ZipRefused;
import io.hotswap.domain.check.CheckEngine;
import io.hotswap.domain.check.CheckName;
import io.hotswap.domain.check.CheckResult;
import io.hotswap.domain.check.CheckState;
import io.hotswap.domain.check.CheckedVersions;
import io.hotswap.domain.check.NamedCheck;
import io.hotswap.domain.check.VersionFinding;
import io.hotswap.domain.check.operations.VersionCheck;
import io.hotswap.domain.library.LibraryFiles;
import io.hotswap.domain.library.PinnedLibrary;
import io.hotswap.domain.plugin.PluginVersion;
import io.hotswap.registration.library.ManifestLibraries;
import io.hotswap.serialization.Json;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Looks for classes and members that the archive's classes refer to and that are not there.
@Singleton
final class LinkageCheck implements VersionCheck {
  private static final CheckEngine ENGINE = CheckEngine.of("class-references");

  private final CheckedVersions checked;
  private final LibraryFiles files;

  LinkageCheck(CheckedVersions checked, LibraryFiles files) {
    this.checked = checked;
    this.files = files;
  }

  @Override
  public CheckName name() {
    return CheckName.Linkage;
  }

  @Override
  public CheckResult run(PluginVersion version, Path archive) {
    var libraries = ManifestLibraries.of(version, archive).elsewhere();
    return switch (libraries.isEmpty() ? CheckState.Passed : obtained(version)) {
      case Pending -> new CheckResult.Delayed("It waits for the check Libraries.");
      case Failed -> CheckResult.warned(List.of(notLookedAt()), ENGINE);
      case Passed, Warned -> result(version, archive, libraries);
    };
  }

  /// Passed, where there was no such check when the version's checks began.
  private CheckState obtained(PluginVersion version) {
    return checked.find(version.pluginId(), version.version()).stream()
        .flatMap(it -> it.checks().stream())
        .filter(it -> it.name() == CheckName.Libraries)
        .map(NamedCheck::state)
        .findFirst()
        .orElse(CheckState.Passed);
  }

  private CheckResult result(PluginVersion version, Path archive, List<PinnedLibrary> libraries) {
    var entryPoint = Json.read(version.manifest(), JsonNode.class).path("entryPoint").asText();
    try (var workspace = new Workspace("hotswap-linked-")) {
      var jars = libraries.stream().map(it -> fetched(it, workspace.folder())).toList();
      return result(PluginArchives.linkage(archive, jars, Limits.standard(), entryPoint));
    } catch (ZipRefused refused) {
      // Each by itself was accepted.
      return CheckResult.failed(List.of(tooMuch(refused)), ENGINE);
    } catch (IOException e) {
      throw new UncheckedIOException("The archive could not be read", e);
    }
  }

  /// By a name that can be told.
  private Path fetched(PinnedLibrary library, Path into) {
    var it = library.coordinates();
    var jar = into.resolve("%s-%s.jar".formatted(it.artifact(), it.version()));
    if (!files.fetch(library.digest(), jar)) {
      throw new IllegalStateException("The store has lost " + it);
    }
    return jar;
  }

  private static CheckResult result(LinkageReport report) {
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

  private static VersionFinding tooMuch(ZipRefused refused) {
    return new VersionFinding(
        "libraries-too-large",
        "#archive",
        "Archive and libraries together are not what a node loads: expected %s."
            .formatted(refused.expected()),
        refused.fix());
  }

  private static VersionFinding notLookedAt() {
    return new VersionFinding(
        "libraries-missing",
        "#archive",
        "What its classes refer to was not looked for, because libraries of it are missing.",
        "See what the check Libraries says.");
  }

  private static VersionFinding missing(String code, MissingReference it) {
    var from = it.from().stream().map(Referrer::toString).collect(Collectors.joining(", "));
    int more = it.count() - it.from().size();
    return new VersionFinding(
        code,
        it.from().getFirst().toString(),
        "%s is not there; it is referred to by %s%s."
            .formatted(it.missing(), from, more > 0 ? " and " + more + " more" : ""),
        "Pack the library, in the version that has it, into lib/ or pin it; or leave it where the"
            + " code that needs it is never run.");
  }

  private static VersionFinding damaged(Referrer it) {
    return new VersionFinding(
        "damaged-class", it.toString(), "The class file is damaged.", "Build the jar again.");
  }
}
