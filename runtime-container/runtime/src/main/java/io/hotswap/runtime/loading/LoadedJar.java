package io.hotswap.runtime.loading;

import io.hotswap.archive.ZipBytes;
import io.hotswap.runtime.disk.MappedJar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Attributes.Name;
import java.util.jar.Manifest;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// A jar that classes are loaded from: its entries as this Java sees them, multi-release or not,
/// and what `META-INF/MANIFEST.MF` says about its packages.
final class LoadedJar {
  private static final String VERSIONS = "META-INF/versions/";

  private final MappedJar jar;
  private final ZipBytes entries;
  private final URL url;
  private final ProtectionDomain domain;
  private final Manifest manifest;
  private final Map<String, String> versioned;

  LoadedJar(MappedJar jar, ClassLoader loader) throws IOException {
    this.jar = jar;
    this.entries = jar.entries();
    this.url = url("file:" + encoded(jar.path().toString()));
    this.domain =
        new ProtectionDomain(new CodeSource(url, (Certificate[]) null), null, loader, null);
    var text = entries.read("META-INF/MANIFEST.MF");
    this.manifest = text == null ? new Manifest() : new Manifest(new ByteArrayInputStream(text));
    boolean several =
        Boolean.parseBoolean(manifest.getMainAttributes().getValue(Name.MULTI_RELEASE));
    this.versioned = several ? versioned(entries) : Map.of();
  }

  // From the names that are asked for to those of this Java's entries.
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

  ProtectionDomain domain() {
    return domain;
  }

  byte @Nullable [] read(String name) throws ZipException {
    return entries.read(versioned.getOrDefault(name, name));
  }

  boolean has(String name) {
    return entries.has(versioned.getOrDefault(name, name));
  }

  /// Where to read an entry, by the platform's own means, null where there is none of that name.
  @Nullable URL find(String name) throws IOException {
    var entry = versioned.getOrDefault(name, name);
    if (!entries.has(entry)) {
      // A folder may be asked for without its slash.
      entry += "/";
    }
    return entries.has(entry) ? url("jar:" + url + "!" + encoded("/" + entry)) : null;
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

  /// Defines a package as the manifest describes it.
  Package define(String name, DefiningPackage how) {
    var main = manifest.getMainAttributes();
    var own = manifest.getAttributes(name.replace('.', '/') + "/");
    return how.define(
        name,
        value(Name.SPECIFICATION_TITLE, own, main),
        value(Name.SPECIFICATION_VERSION, own, main),
        value(Name.SPECIFICATION_VENDOR, own, main),
        value(Name.IMPLEMENTATION_TITLE, own, main),
        value(Name.IMPLEMENTATION_VERSION, own, main),
        value(Name.IMPLEMENTATION_VENDOR, own, main),
        "true".equalsIgnoreCase(value(Name.SEALED, own, main)) ? url : null);
  }

  private static @Nullable String value(Name name, @Nullable Attributes own, Attributes main) {
    var value = own == null ? null : own.getValue(name);
    return value == null ? main.getValue(name) : value;
  }

  /// As `ClassLoader` does.
  @FunctionalInterface
  interface DefiningPackage {
    Package define(
        String name,
        @Nullable String specificationTitle,
        @Nullable String specificationVersion,
        @Nullable String specificationVendor,
        @Nullable String implementationTitle,
        @Nullable String implementationVersion,
        @Nullable String implementationVendor,
        @Nullable URL sealBase);
  }

  void close() {
    jar.close();
  }
}
