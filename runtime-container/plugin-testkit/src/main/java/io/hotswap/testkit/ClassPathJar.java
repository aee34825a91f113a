package io.hotswap.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/// One jar that a plugin's classes come from. Signatures are not looked at, as on a node.
record ClassPathJar(JarFile jar, Manifest manifest, URL url, ProtectionDomain domain)
    implements Closeable {
  static ClassPathJar open(Path path, ClassLoader loader) throws IOException {
    var jar = new JarFile(path.toFile(), false, ZipFile.OPEN_READ, Runtime.version());
    var url = path.toUri().toURL();
    return new ClassPathJar(
        jar,
        Objects.requireNonNullElseGet(jar.getManifest(), Manifest::new),
        url,
        new ProtectionDomain(new CodeSource(url, (Certificate[]) null), null, loader, null));
  }

  Stream<String> names() {
    return jar.stream().map(JarEntry::getName);
  }

  byte @Nullable [] read(String name) throws IOException {
    var entry = jar.getJarEntry(name);
    if (entry == null) {
      return null;
    }
    try (var bytes = jar.getInputStream(entry)) {
      return bytes.readAllBytes();
    }
  }

  @Nullable URL find(String name) throws IOException {
    var entry = jar.getJarEntry(name);
    if (entry == null) {
      return null;
    }
    try {
      var path = new URI(null, null, "/" + entry.getRealName(), null).getRawPath();
      return URI.create("jar:" + url + "!" + path).toURL();
    } catch (URISyntaxException impossible) {
      throw new IllegalArgumentException("no path: " + name, impossible);
    }
  }

  @Override
  public void close() throws IOException {
    jar.close();
  }
}
