package io.hotswap.registration;

import io.hotswap.archive.ArchiveFormat;
import io.hotswap.archive.ArchiveReading;
import io.hotswap.archive.Limits;
import io.hotswap.archive.PluginArchive;
import io.hotswap.archive.PluginArchives;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.plugin.Archives;
import io.hotswap.domain.plugin.PackageFormat;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// Validates an archive with the validator that the testkit gives plugin authors.
final class ArchiveValidator implements Archives {
  @Override
  public Result<Contents> read(Path file) {
    try {
      return switch (PluginArchives.read(file, Limits.standard())) {
        case ArchiveReading.Accepted(var archive) -> Result.done(contents(archive));
        case ArchiveReading.Rejected rejected -> Result.refused(refusal(rejected));
      };
    } catch (IOException e) {
      throw new UncheckedIOException("The archive could not be read", e);
    }
  }

  private static Contents contents(PluginArchive archive) {
    var manifest = archive.manifest();
    return new Contents(
        manifest.name(),
        new SemanticVersion(manifest.version()),
        manifest.type(),
        manifest.description(),
        archive.format() == ArchiveFormat.JAR ? PackageFormat.Jar : PackageFormat.Zip,
        manifest.json());
  }

  private static Refusal refusal(ArchiveReading.Rejected rejected) {
    var errors =
        rejected.violations().stream()
            .map(it -> new FieldError(where(it.pointer()), it.expected(), it.fix()))
            .toList();
    return new Refusal(
        ErrorCode.INVALID_PLUGIN,
        errors.size() == 1
            ? "One thing keeps the binary from being a plugin."
            : errors.size() + " things keep the binary from being a plugin.",
        errors);
  }

  /// The binary may have been sent inline or uploaded, so errors point into it, not into this
  /// request's body.
  private static String where(String pointer) {
    return pointer.isEmpty() ? "#archive" : "#manifest" + pointer;
  }
}
