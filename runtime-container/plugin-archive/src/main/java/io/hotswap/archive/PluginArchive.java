package io.hotswap.archive;

import io.hotswap.archive.entry.OpenJar;
import io.hotswap.archive.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// An archive that passed validation.
///
/// @param pluginJar for a zip, the name of the entry that is the plugin jar; empty for a jar
/// @param libraries for a zip, the names of the entries that are libraries, in the order of the
///   class path
public record PluginArchive(
    ArchiveFormat format, Manifest manifest, String pluginJar, List<String> libraries) {
  public PluginArchive {
    libraries = List.copyOf(libraries);
    if ((format == ArchiveFormat.JAR) != pluginJar.isEmpty()) {
      throw new IllegalArgumentException(
          "a zip, and only a zip, has a plugin jar: '" + pluginJar + "'");
    }
  }

  static PluginArchive jar(Manifest manifest) {
    return new PluginArchive(ArchiveFormat.JAR, manifest, "", List.of());
  }

  /// The jars to load classes from, the plugin's own first: the file itself, or what a zip has in
  /// it, copied out.
  ///
  /// @param file the file that was read
  /// @param directory where a zip's jars are written to; existing files are replaced
  public List<Path> classPath(Path file, Path directory) throws IOException {
    if (format == ArchiveFormat.JAR) {
      return List.of(file);
    }
    var entries = new ArrayList<String>(List.of(pluginJar));
    entries.addAll(libraries);
    var jars = new ArrayList<Path>();
    try (var zip = OpenJar.open("", file, Limits.standard().budget())) {
      for (var entry : entries) {
        jars.add(Layout.copyOut(zip.zip(), entry, directory));
      }
    }
    return List.copyOf(jars);
  }
}
