package io.hotswap.runtime.loading;

import io.hotswap.archive.url.EntryUrls;
import io.hotswap.archive.zip.Budget;
import io.hotswap.archive.zip.ZipBytes;
import io.hotswap.runtime.disk.MappedJar;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// A jar that classes are loaded from: its entries as this Java sees them, multi-release or not.
final class LoadedJar {
  // As the validator has it.
  private static final int LARGEST_CLASS = 16 << 20;

  private final MappedJar jar;
  private final ZipBytes entries;
  private final JarHead head;
  private final EntryUrls urls;
  private final ProtectionDomain domain;

  LoadedJar(MappedJar jar, JarHead head, Budget budget, ClassLoader loader) throws ZipException {
    this.jar = jar;
    this.entries = jar.entries(budget);
    this.head = head;
    this.urls = new EntryUrls(head.url(), jar.path(), entries);
    var source = new CodeSource(head.url(), (Certificate[]) null);
    this.domain = new ProtectionDomain(source, null, loader, null);
  }

  URL url() {
    return head.url();
  }

  Manifest manifest() {
    return head.manifest();
  }

  ProtectionDomain domain() {
    return domain;
  }

  byte @Nullable [] readClass(String path) throws ZipException {
    return entries.read(head.entry(path), LARGEST_CLASS);
  }

  @Nullable InputStream open(String name) throws ZipException {
    var found = entries.open(head.entry(name));
    return found == null ? entries.open(name + "/") : found;
  }

  boolean has(String name) {
    return entries.has(head.entry(name));
  }

  /// Where to read an entry, null where there is none of that name.
  @Nullable URL find(String name) throws IOException {
    var entry = head.entry(name);
    if (entries.has(entry)) {
      return urls.of(entry);
    }
    // A folder may be asked for without its slash; the platform's own class loader has its URL so.
    var folder = name + "/";
    return entries.has(folder) ? urls.of(head.multiRelease() ? folder : name) : null;
  }

  /// Whether a class has all of these among its constants.
  boolean hasClassWith(ClassConstant... constants) throws ZipException {
    for (var name : entries.names()) {
      var bytes = name.endsWith(".class") ? entries.read(name, LARGEST_CLASS) : null;
      if (bytes != null && Stream.of(constants).allMatch(it -> it.isIn(bytes))) {
        return true;
      }
    }
    return false;
  }

  void close() {
    jar.close();
  }
}
