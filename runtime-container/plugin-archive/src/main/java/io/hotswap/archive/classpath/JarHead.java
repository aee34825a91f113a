package io.hotswap.archive.classpath;

import io.hotswap.archive.zip.JarManifest;
import io.hotswap.archive.zip.MultiRelease;
import io.hotswap.archive.zip.StrictZip;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Manifest;

/// The properties of a jar: its location, its `META-INF/MANIFEST.MF`, and which of its entries this
/// Java sees in place of others.
///
/// @param versioned names of entries to the names of those that this Java sees instead
public record JarHead(
    URL url, Manifest manifest, boolean multiRelease, Map<String, String> versioned) {
  // Limit for what is kept in memory: a manifest may describe every single entry.
  private static final int FEW = 500;

  public JarHead {
    versioned = Map.copyOf(versioned);
  }

  /// Whether it may be kept when its jar is closed.
  public boolean isSmall() {
    return manifest.getEntries().size() + versioned.size() <= FEW;
  }

  public static JarHead of(Path path, StrictZip entries) throws IOException {
    var jarManifest = JarManifest.of(entries);
    return new JarHead(
        path.toUri().toURL(),
        jarManifest.manifest(),
        jarManifest.multiRelease(),
        jarManifest.multiRelease()
            ? MultiRelease.versioned(entries.names(), Runtime.version().feature())
            : Map.of());
  }

  /// The name of the entry that this Java sees under a name.
  String entry(String name) {
    return versioned.getOrDefault(name, name);
  }
}
