package io.hotswap.runtime.loading;

import io.hotswap.archive.ZipBytes;
import io.hotswap.runtime.disk.MappedJar;
import java.io.IOException;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.jar.Attributes;
import java.util.jar.Attributes.Name;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// A jar that classes are loaded from: its entries as this Java sees them, multi-release or not,
/// and what `META-INF/MANIFEST.MF` says about its packages.
final class LoadedJar {
  private final MappedJar jar;
  private final ZipBytes entries;
  private final JarHead head;
  private final ProtectionDomain domain;

  LoadedJar(MappedJar jar, JarHead head, ClassLoader loader) throws ZipException {
    this.jar = jar;
    this.entries = jar.entries();
    this.head = head;
    var source = new CodeSource(head.url(), (Certificate[]) null);
    this.domain = new ProtectionDomain(source, null, loader, null);
  }

  ProtectionDomain domain() {
    return domain;
  }

  byte @Nullable [] read(String name) throws ZipException {
    return entries.read(head.entry(name));
  }

  boolean has(String name) {
    return entries.has(head.entry(name));
  }

  /// Where to read an entry, by the platform's own means, null where there is none of that name.
  @Nullable URL find(String name) throws IOException {
    var entry = head.entry(name);
    if (!entries.has(entry)) {
      // A folder may be asked for without its slash.
      entry += "/";
    }
    return entries.has(entry) ? head.urlOf(entry) : null;
  }

  /// Defines a package as the manifest describes it.
  Package define(String name, DefiningPackage how) {
    var main = head.manifest().getMainAttributes();
    var own = head.manifest().getAttributes(name.replace('.', '/') + "/");
    return how.define(
        name,
        value(Name.SPECIFICATION_TITLE, own, main),
        value(Name.SPECIFICATION_VERSION, own, main),
        value(Name.SPECIFICATION_VENDOR, own, main),
        value(Name.IMPLEMENTATION_TITLE, own, main),
        value(Name.IMPLEMENTATION_VERSION, own, main),
        value(Name.IMPLEMENTATION_VENDOR, own, main),
        "true".equalsIgnoreCase(value(Name.SEALED, own, main)) ? head.url() : null);
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
