package io.hotswap.archive;

import io.hotswap.archive.entry.EntryFindings;
import io.hotswap.archive.entry.OpenJar;
import io.hotswap.archive.linkage.Linkage;
import io.hotswap.archive.linkage.LinkageReport;
import io.hotswap.archive.zip.Budget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Opens the jars of an archive that was accepted, for the check of their classes' references.
final class ArchiveLinkage {
  private ArchiveLinkage() {}

  static LinkageReport check(
      Path file, List<Path> libraries, Limits limits, Path workspace, String entryPoint)
      throws IOException {
    var budget = limits.budget();
    var opened = new ArrayList<OpenJar>();
    try (var archive = OpenJar.open("", file, budget)) {
      archive.inspect(new EntryFindings());
      var classPath = new ArrayList<OpenJar>();
      if (Layout.of(archive.names()) instanceof Layout.Zip zip) {
        var names = new ArrayList<>(List.of(zip.pluginJar()));
        names.addAll(zip.libraries());
        for (var name : names) {
          open(name, Layout.copyOut(archive.zip(), name, workspace), budget, opened);
        }
      } else {
        classPath.add(archive);
      }
      for (var library : libraries) {
        open(String.valueOf(library.getFileName()), library, budget, opened);
      }
      classPath.addAll(opened);
      return new Linkage(classPath).check(entryPoint);
    } finally {
      for (var jar : opened) {
        jar.close();
      }
    }
  }

  private static void open(String name, Path jar, Budget budget, List<OpenJar> into)
      throws IOException {
    var opened = OpenJar.open(name + "!/", jar, budget);
    into.add(opened);
    opened.inspect(new EntryFindings());
  }
}
