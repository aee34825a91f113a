package io.hotswap.archive;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipException;

/// The short way into an archive that was accepted once: packing and manifest, nothing checked.
final class Reopening {
  private static final String MANIFEST = "META-INF/" + ManifestFile.NAME;

  private Reopening() {}

  static PluginArchive of(ZipBytes zip) throws ZipException {
    try {
      // Most are jars, and the list of a large one's entries takes its time.
      if (zip.has(MANIFEST)) {
        return PluginArchive.jar(manifest(zip));
      }
      return switch (Layout.of(List.copyOf(zip.names()))) {
        case Layout.OneJar() -> PluginArchive.jar(manifest(zip));
        case Layout.Zip(var pluginJar, var libraries) ->
            new PluginArchive(ArchiveFormat.ZIP, nested(zip, pluginJar), pluginJar, libraries);
        case Layout.Unknown(var violation) -> throw notAccepted(violation.toString());
      };
    } catch (IllegalArgumentException e) {
      throw notAccepted(String.valueOf(e.getMessage()));
    }
  }

  private static Manifest nested(ZipBytes zip, String name) throws ZipException {
    try (var jar = new ZipBytes(ByteBuffer.wrap(zip.read(name)))) {
      return manifest(jar);
    }
  }

  private static Manifest manifest(ZipBytes jar) throws ZipException {
    var json = jar.read(MANIFEST);
    if (json == null) {
      throw notAccepted("it has no " + MANIFEST);
    }
    return Manifest.parse(new String(json, StandardCharsets.UTF_8));
  }

  private static ZipException notAccepted(String why) {
    return new ZipException("no plugin archive that was accepted before: " + why);
  }
}
