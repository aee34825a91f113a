package io.hotswap.runtime.loading;

import io.hotswap.archive.ZipBytes;
import io.hotswap.runtime.disk.MappedJar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.Attributes.Name;
import java.util.jar.Manifest;

/// What holds for all of a jar: where it is, what `META-INF/MANIFEST.MF` says, and which of its
/// entries this Java sees in place of others.
///
/// @param versioned from the names that are asked for to those of this Java's entries
record JarHead(URL url, Manifest manifest, Map<String, String> versioned) {
  private static final String VERSIONS = "META-INF/versions/";

  // Of what is remembered: a manifest may describe every single entry.
  private static final int FEW = 500;

  JarHead {
    versioned = Map.copyOf(versioned);
  }

  /// Whether it may be kept when its jar is closed.
  boolean isSmall() {
    return manifest.getEntries().size() + versioned.size() <= FEW;
  }

  static JarHead of(MappedJar jar) throws IOException {
    var entries = jar.entries();
    var text = entries.read("META-INF/MANIFEST.MF");
    var manifest = text == null ? new Manifest() : new Manifest(new ByteArrayInputStream(text));
    boolean several =
        Boolean.parseBoolean(manifest.getMainAttributes().getValue(Name.MULTI_RELEASE));
    return new JarHead(
        url("file:" + encoded(jar.path().toString())),
        manifest,
        several ? versioned(entries) : Map.of());
  }

  private static Map<String, String> versioned(ZipBytes entries) {
    Map<String, Integer> latest = new HashMap<>();
    for (var entry : entries.names()) {
      int end = entry.indexOf('/', VERSIONS.length());
      if (entry.startsWith(VERSIONS) && end > 0) {
        int version = version(entry.substring(VERSIONS.length(), end));
        latest.merge(entry.substring(end + 1), version, Math::max);
      }
    }
    Map<String, String> names = new HashMap<>();
    latest.forEach(
        (name, version) -> {
          if (version > 0) {
            names.put(name, VERSIONS + version + "/" + name);
          }
        });
    return names;
  }

  // Nought for one that this Java must not see.
  private static int version(String digits) {
    try {
      int version = Integer.parseInt(digits);
      return version <= Runtime.version().feature() ? version : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /// The name of the entry that this Java sees under a name.
  String entry(String name) {
    return versioned.getOrDefault(name, name);
  }

  /// Where to read an entry, by the platform's own means.
  URL urlOf(String entry) throws MalformedURLException {
    return url("jar:" + url + "!" + encoded("/" + entry));
  }

  private static URL url(String text) throws MalformedURLException {
    return URI.create(text).toURL();
  }

  private static String encoded(String path) {
    if (isPlain(path)) {
      return path;
    }
    try {
      return new URI(null, null, path, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("No path: " + path, e);
    }
  }

  // Needs no escape; nearly all that is in paths.
  private static boolean isPlain(String path) {
    for (int i = 0; i < path.length(); i++) {
      char letter = path.charAt(i);
      boolean isLetter = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
      if (!isLetter && (letter < '-' || letter > '9') && letter != '_') {
        return false;
      }
    }
    return true;
  }
}
