package io.hotswap.archive;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.ZipException;

/// The short way into an archive that was accepted once: packing and manifest, nothing checked.
final class Reopening {
  private static final String MANIFEST = "META-INF/" + ManifestFile.NAME;

  private Reopening() {}

  static ReopenedArchive of(ZipBytes zip) throws ZipException {
    // Most are jars, and the list of a large one's entries takes its time.
    if (zip.has(MANIFEST)) {
      return new ReopenedArchive(manifest(zip), "", List.of());
    }
    return switch (Layout.of(List.copyOf(zip.names()))) {
      case Layout.OneJar() -> throw notAccepted("it has no " + MANIFEST);
      case Layout.Zip(var pluginJar, var libraries) ->
          new ReopenedArchive(nested(zip, pluginJar), pluginJar, libraries);
      case Layout.Unknown(var violation) -> throw notAccepted(violation.toString());
    };
  }

  private static ManifestHead nested(ZipBytes zip, String name) throws ZipException {
    try (var jar = new ZipBytes(ByteBuffer.wrap(zip.read(name)))) {
      return manifest(jar);
    }
  }

  private static ManifestHead manifest(ZipBytes jar) throws ZipException {
    var json = jar.read(MANIFEST);
    if (json == null) {
      throw notAccepted("it has no " + MANIFEST);
    }
    return ManifestHead.of(json);
  }

  private static ZipException notAccepted(String why) {
    return new ZipException("no plugin archive that was accepted before: " + why);
  }
}
