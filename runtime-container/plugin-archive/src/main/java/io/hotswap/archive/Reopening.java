package io.hotswap.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/// The short way into an archive that was accepted once: packing and manifest, nothing checked.
final class Reopening {
  private static final String MANIFEST = "META-INF/" + ManifestFile.NAME;

  private Reopening() {}

  static PluginArchive of(Path file) throws IOException {
    try (var zip = new ZipFile(file.toFile())) {
      // Most are jars, and the list of a large one's entries takes its time.
      if (zip.getEntry(MANIFEST) != null) {
        return PluginArchive.jar(ofJar(zip));
      }
      return switch (Layout.of(zip.stream().map(ZipEntry::getName).toList())) {
        case Layout.OneJar() -> PluginArchive.jar(ofJar(zip));
        case Layout.Zip(var pluginJar, var libraries) ->
            new PluginArchive(ArchiveFormat.ZIP, ofNested(zip, pluginJar), pluginJar, libraries);
        case Layout.Unknown(var violation) -> throw notAccepted(file, violation.toString());
      };
    } catch (IllegalArgumentException notOne) {
      throw new IOException(file + " is no plugin archive that was accepted before", notOne);
    }
  }

  private static Manifest ofJar(ZipFile jar) throws IOException {
    var entry = jar.getEntry(MANIFEST);
    if (entry == null) {
      throw notAccepted(Path.of(jar.getName()), "it has no " + MANIFEST);
    }
    try (var in = jar.getInputStream(entry)) {
      return manifest(in.readAllBytes());
    }
  }

  private static Manifest ofNested(ZipFile zip, String name) throws IOException {
    try (var jar = new ZipInputStream(zip.getInputStream(zip.getEntry(name)))) {
      for (var entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
        if (entry.getName().equals(MANIFEST)) {
          return manifest(jar.readAllBytes());
        }
      }
    }
    throw notAccepted(Path.of(zip.getName()), name + " has no " + MANIFEST);
  }

  private static Manifest manifest(byte[] json) {
    return Manifest.parse(new String(json, StandardCharsets.UTF_8));
  }

  private static IOException notAccepted(Path file, String why) {
    return new IOException(file + " is no plugin archive that was accepted before: " + why);
  }
}
