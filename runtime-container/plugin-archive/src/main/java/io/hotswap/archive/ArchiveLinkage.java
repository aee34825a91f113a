package io.hotswap.archive;

import io.hotswap.archive.entry.EntryFindings;
import io.hotswap.archive.entry.OpenJar;
import io.hotswap.archive.linkage.Linkage;
import io.hotswap.archive.linkage.LinkageReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Opens the jars of an archive that was accepted, for the check of their classes' references.
final class ArchiveLinkage {
  private ArchiveLinkage() {}

  static LinkageReport check(Path file, Limits limits, Path workspace, String entryPoint)
      throws IOException {
    var budget = limits.budget();
    try (var archive = OpenJar.open("", file, budget)) {
      archive.inspect(new EntryFindings());
      if (!(Layout.of(archive.names()) instanceof Layout.Zip zip)) {
        return new Linkage(List.of(archive)).check(entryPoint);
      }
      var jars = new ArrayList<OpenJar>();
      try {
        var names = new ArrayList<>(List.of(zip.pluginJar()));
        names.addAll(zip.libraries());
        for (var name : names) {
          var jar =
              OpenJar.open(name + "!/", Layout.copyOut(archive.zip(), name, workspace), budget);
          jars.add(jar);
          jar.inspect(new EntryFindings());
        }
        return new Linkage(jars).check(entryPoint);
      } finally {
        for (var jar : jars) {
          jar.close();
        }
      }
    }
  }
}
