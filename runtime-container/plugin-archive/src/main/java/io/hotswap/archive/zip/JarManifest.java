package io.hotswap.archive.zip;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.jar.Attributes.Name;
import java.util.jar.Manifest;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// A jar's `META-INF/MANIFEST.MF`, found and parsed as `JarFile` does.
///
/// @param manifest empty where the jar has none
/// @param multiRelease whether entries below `META-INF/versions/` replace others
public record JarManifest(Manifest manifest, boolean multiRelease) {
  private static final String PLACE = "META-INF/MANIFEST.MF";
  private static final int MOST = 1 << 20;
  // As it must stand there, on one line, in any case.
  private static final String MULTI_RELEASE = "multi-release: true";

  /// @throws ZipRefused when it cannot be read, or there are several
  public static JarManifest of(StrictZip jar) throws ZipException {
    var name = find(jar);
    var text = name == null ? null : jar.read(name, MOST);
    if (text == null) {
      return new JarManifest(new Manifest(), false);
    }
    try {
      var manifest = new Manifest(new ByteArrayInputStream(text));
      boolean multiRelease =
          new String(text, StandardCharsets.ISO_8859_1)
                  .toLowerCase(Locale.ROOT)
                  .contains(MULTI_RELEASE)
              && Boolean.parseBoolean(manifest.getMainAttributes().getValue(Name.MULTI_RELEASE));
      return new JarManifest(manifest, multiRelease);
    } catch (IOException | IllegalArgumentException malformed) {
      throw jar.refused(name + ": " + malformed.getMessage());
    }
  }

  private static @Nullable String find(StrictZip jar) throws ZipRefused {
    String found = null;
    for (var name : jar.names()) {
      if (name.length() == PLACE.length() && name.equalsIgnoreCase(PLACE)) {
        if (found != null) {
          throw jar.refused("it has both " + found + " and " + name);
        }
        found = name;
      }
    }
    return found;
  }
}
