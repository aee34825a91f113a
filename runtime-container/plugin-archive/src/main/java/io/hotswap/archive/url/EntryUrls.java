package io.hotswap.archive.url;

import io.hotswap.archive.zip.StrictZip;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/// URLs of the entries of one jar: `jar:file:/a/b.jar!/c/d.txt`. The platform's own would read the
/// file by another reader, which verifies signatures that shading has broken. A new URL made from
/// such a URL's text uses the platform's reader.
///
/// Holds the jar's entries and no class loader: a URL that is kept does not keep the plugin.
public final class EntryUrls extends URLStreamHandler {
  private static final String SEPARATOR = "!/";
  // As the platform does, except for `!`, which would look like the end of the jar's name.
  private static final String PLAIN = "/-_.~*'(),:;@&=+$";

  private final Path path;
  private final StrictZip jar;
  private final String file;

  /// @param url of the file, with the scheme `file:`
  public EntryUrls(URL url, Path path, StrictZip jar) {
    this.path = path;
    this.jar = jar;
    this.file = url.toString().replace("!", "%21");
  }

  /// @param entry its exact name in the jar; nothing is normalised
  public URL of(String entry) throws MalformedURLException {
    return URL.of(URI.create("jar:" + file + SEPARATOR + encoded(entry)), this);
  }

  @Override
  protected URLConnection openConnection(URL url) throws IOException {
    if (url.getFile().startsWith(file + SEPARATOR)) {
      return new EntryConnection(url, path, jar);
    }
    // Made with one of our URLs as its context, and of another jar.
    return URI.create(url.toExternalForm()).toURL().openConnection();
  }

  /// As the platform's handler does for `new URL(context, spec)`.
  @Override
  protected void parseURL(URL url, String spec, int start, int limit) {
    int anchor = spec.indexOf('#', limit);
    var reference = anchor < 0 ? null : spec.substring(anchor + 1);
    var rest = spec.substring(start, limit);
    String parsed;
    if (spec.regionMatches(true, 0, "jar:", 0, "jar:".length())) {
      if (!rest.contains(SEPARATOR)) {
        throw new IllegalArgumentException("no !/ in " + spec);
      }
      parsed = rest;
    } else {
      parsed = anchor == start ? url.getFile() : resolved(url.getFile(), rest);
    }
    setURL(url, "jar", "", -1, null, null, parsed, null, reference);
  }

  private static String resolved(String context, String spec) {
    int root = context.lastIndexOf(SEPARATOR) + 1;
    int folder = spec.startsWith("/") ? root : context.lastIndexOf('/') + 1;
    var within = context.substring(root, Math.max(root, folder)) + spec;
    return context.substring(0, root) + normalized(within);
  }

  private static String normalized(String path) {
    // Only where needed: other paths stay exactly as they are.
    return path.contains("./") || path.endsWith("/.") || path.endsWith("/..")
        ? URI.create(path).normalize().toString().replaceFirst("^(/\\.\\.)+(?=/|$)", "")
        : path;
  }

  private static String encoded(String path) {
    if (path.chars().allMatch(EntryUrls::isPlain)) {
      return path;
    }
    var encoded = new StringBuilder();
    for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain(each)) {
        encoded.append((char) each);
      } else {
        encoded.append('%').append(HexFormat.of().toHexDigits(each));
      }
    }
    return encoded.toString();
  }

  private static boolean isPlain(int letter) {
    return (letter >= 'a' && letter <= 'z')
        || (letter >= 'A' && letter <= 'Z')
        || (letter >= '0' && letter <= '9')
        || (letter > 0 && PLAIN.indexOf(letter) >= 0);
  }
}
