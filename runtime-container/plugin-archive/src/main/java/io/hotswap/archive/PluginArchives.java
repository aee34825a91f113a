package io.hotswap.archive;

import io.hotswap.archive.ArchiveReading.Rejected;
import io.hotswap.archive.entry.EntryFindings;
import io.hotswap.archive.entry.OpenJar;
import io.hotswap.archive.inventory.PackagedLibrary;
import io.hotswap.archive.linkage.LinkageReport;
import io.hotswap.archive.violation.UnreadableArchive;
import io.hotswap.archive.violation.Violation;
import io.hotswap.archive.zip.StrictZip;
import io.hotswap.archive.zip.ZipRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;

/// Reads plugin archives, which are untrusted.
public final class PluginArchives {
  private PluginArchives() {}

  /// Reads and validates all of a jar or zip.
  ///
  /// @throws IOException when the file can't be read or temporary files can't be written; a bad
  ///   archive is a result, not an exception
  public static ArchiveReading read(Path file, Limits limits) throws IOException {
    return read(file, limits, Files.createTempDirectory("hotswap-archive-"));
  }

  /// @param workspace an empty folder, which is removed
  static ArchiveReading read(Path file, Limits limits, Path workspace) throws IOException {
    try {
      return new ArchiveReader(file, limits, workspace).read();
    } catch (UnreadableArchive refused) {
      return new Rejected(List.of(refused.violation()));
    } catch (ZipRefused refused) {
      return new Rejected(List.of(Violation.ofArchive(refused.expected(), refused.fix())));
    } finally {
      delete(workspace);
    }
  }

  /// What the classes of an archive that [#read] accepted refer to and is not there: neither in
  /// Java, nor in the SPI, nor in the archive, nor in its other libraries.
  ///
  /// @param libraries those that are not in the archive, by the names that are told
  /// @param entryPoint of its manifest
  public static LinkageReport linkage(
      Path file, List<Path> libraries, Limits limits, String entryPoint) throws IOException {
    var workspace = Files.createTempDirectory("hotswap-linkage-");
    try {
      return ArchiveLinkage.check(file, libraries, limits, workspace, entryPoint);
    } finally {
      delete(workspace);
    }
  }

  /// Why a jar cannot be a library of a plugin: by the same rules as those in an archive.
  public static Optional<Violation> libraryViolation(Path jar, Limits limits) throws IOException {
    try (var opened = OpenJar.open("", jar, limits.budget())) {
      var findings = new EntryFindings();
      opened.inspect(findings);
      PackagingCheck.refuseLibraries(List.of(opened));
      return findings.violations().stream().findFirst();
    } catch (UnreadableArchive refused) {
      return Optional.of(refused.violation());
    } catch (ZipRefused refused) {
      return Optional.of(Violation.ofArchive(refused.expected(), refused.fix()));
    }
  }

  /// The libraries that an archive that [#read] accepted holds, by what its jars say of themselves.
  /// Code that was copied into the plugin's own is not among them.
  public static List<PackagedLibrary> libraries(Path file, Limits limits) throws IOException {
    var workspace = Files.createTempDirectory("hotswap-inventory-");
    try {
      return ArchiveInventory.of(file, limits, workspace);
    } finally {
      delete(workspace);
    }
  }

  /// Reads how an archive is packed, without validation: for bytes that [#read] accepted before,
  /// which the caller has checked by their digest.
  ///
  /// @throws ZipException when the bytes are no such archive
  public static ReopenedArchive reopen(StrictZip bytes) throws ZipException {
    return ArchiveReopener.of(bytes);
  }

  /// Reads the head of the manifest in a plugin jar, without validation as above.
  public static ManifestHead manifest(StrictZip pluginJar) throws ZipException {
    return ArchiveReopener.manifest(pluginJar);
  }

  private static void delete(Path workspace) throws IOException {
    try (var files = Files.walk(workspace)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
