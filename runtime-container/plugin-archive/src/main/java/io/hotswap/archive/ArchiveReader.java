package io.hotswap.archive;

import io.hotswap.archive.ArchiveReading.Accepted;
import io.hotswap.archive.ArchiveReading.Rejected;
import io.hotswap.archive.entry.EntryFindings;
import io.hotswap.archive.entry.OpenJar;
import io.hotswap.archive.entrypoint.EntryPoint;
import io.hotswap.archive.manifest.Manifest;
import io.hotswap.archive.violation.NameList;
import io.hotswap.archive.violation.UnreadableArchive;
import io.hotswap.archive.violation.Violation;
import io.hotswap.archive.zip.Budget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Reads one archive: entries, then the manifest, then the entry point, as far as the results can
/// be trusted.
final class ArchiveReader {
  private final Path file;
  private final Budget budget;
  private final Path workspace;
  private final EntryFindings findings = new EntryFindings();

  /// Half of the unpacked limit: a jar's contents are larger than the jar.
  private final long mostOnDisk;

  private long onDisk;

  ArchiveReader(Path file, Limits limits, Path workspace) {
    this.file = file;
    this.budget = limits.budget();
    this.mostOnDisk = limits.bytes() / 2;
    this.workspace = workspace;
  }

  ArchiveReading read() throws IOException, UnreadableArchive {
    PackagingCheck.refuseFile(file);
    try (var archive = OpenJar.open("", file, budget)) {
      archive.inspect(findings);
      var layout = Layout.of(archive.names());
      if (!(layout instanceof Layout.Zip)) {
        PackagingCheck.refuse(archive);
      }
      if (!findings.isEmpty() && !(layout instanceof Layout.OneJar)) {
        return new Rejected(findings.violations());
      }
      return switch (layout) {
        case Layout.OneJar() -> judge(List.of(archive), PluginArchive::jar);
        case Layout.Zip zip -> readZip(archive, zip);
        case Layout.Unknown(var violation) -> new Rejected(List.of(violation));
      };
    }
  }

  private ArchiveReading readZip(OpenJar archive, Layout.Zip zip)
      throws IOException, UnreadableArchive {
    var jars = new ArrayList<OpenJar>();
    try {
      jars.add(unpack(archive, zip.pluginJar()));
      for (var library : zip.libraries()) {
        jars.add(unpack(archive, library));
      }
      PackagingCheck.refuse(jars.getFirst());
      PackagingCheck.refuseLibraries(jars.subList(1, jars.size()));
      return judge(
          jars,
          manifest ->
              new PluginArchive(ArchiveFormat.ZIP, manifest, zip.pluginJar(), zip.libraries()));
    } finally {
      for (var jar : jars) {
        jar.close();
      }
    }
  }

  private OpenJar unpack(OpenJar archive, String name) throws IOException, UnreadableArchive {
    onDisk += archive.zip().size(name);
    if (onDisk > mostOnDisk) {
      throw new UnreadableArchive(
          Violation.ofArchive(
              "jars of at most " + mostOnDisk + " bytes together, as they are in the zip",
              "make them smaller; it went over in " + NameList.printable(name)));
    }
    var jar = OpenJar.open(name + "!/", Layout.copyOut(archive.zip(), name, workspace), budget);
    try {
      jar.inspect(findings);
      return jar;
    } catch (IOException | RuntimeException e) {
      jar.close();
      throw e;
    }
  }

  /// @param classPath the plugin jar, then the libraries
  private ArchiveReading judge(List<OpenJar> classPath, Function<Manifest, PluginArchive> accept)
      throws IOException, UnreadableArchive {
    var manifest = ManifestFile.read(classPath.getFirst());
    var violations = new ArrayList<>(findings.violations());
    violations.addAll(manifest.violations());
    if (manifest.entryPoint().isPresent()) {
      violations.addAll(new EntryPoint(classPath).check(manifest.entryPoint().get()));
    }
    return violations.isEmpty()
        ? new Accepted(accept.apply(manifest.manifest()))
        : new Rejected(violations);
  }
}
