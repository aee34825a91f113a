package io.hotswap.archive;

import io.hotswap.archive.zip.StrictZip;
import java.util.List;
import java.util.zip.ZipException;

/// Reads packing and manifest head of an archive that was accepted before, without checks.
final class ArchiveReopener {
  private ArchiveReopener() {}

  static ReopenedArchive of(StrictZip zip) throws ZipException {
    // Most archives are jars, and listing a large one's entries takes time.
    if (zip.has(ManifestFile.PATH)) {
      return new ReopenedArchive("", List.of());
    }
    return switch (Layout.of(List.copyOf(zip.names()))) {
      case Layout.OneJar() -> throw notAccepted("it has no " + ManifestFile.PATH);
      case Layout.Zip(var pluginJar, var libraries) -> new ReopenedArchive(pluginJar, libraries);
      case Layout.Unknown(var violation) -> throw notAccepted(violation.toString());
    };
  }

  static ManifestHead manifest(StrictZip jar) throws ZipException {
    var json = jar.read(ManifestFile.PATH, ManifestFile.MOST);
    if (json == null) {
      throw notAccepted("it has no " + ManifestFile.PATH);
    }
    return ManifestHead.of(json);
  }

  private static ZipException notAccepted(String why) {
    return new ZipException("no plugin archive that was accepted before: " + why);
  }
}
