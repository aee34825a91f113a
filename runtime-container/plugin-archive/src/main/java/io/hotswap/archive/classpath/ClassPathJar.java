package io.hotswap.archive.classpath;

import io.hotswap.archive.url.EntryUrls;
import io.hotswap.archive.zip.Budget;
import io.hotswap.archive.zip.StrictZip;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// A jar of a class path: its entries as this Java sees them, multi-release or not. Signatures are
/// not verified.
public final class ClassPathJar {
  // The validator's limit.
  private static final int LARGEST_CLASS = 16 << 20;

  private final StrictZip entries;
  private final JarHead head;
  private final EntryUrls urls;
  private final ProtectionDomain domain;
  private final Runnable closing;

  /// @param closing releases the jar's bytes; later reads throw [IllegalStateException]
  public ClassPathJar(
      Path path, StrictZip entries, JarHead head, ClassLoader loader, Runnable closing) {
    this.entries = entries;
    this.head = head;
    this.urls = new EntryUrls(head.url(), path, entries);
    var source = new CodeSource(head.url(), (Certificate[]) null);
    this.domain = new ProtectionDomain(source, null, loader, null);
    this.closing = closing;
  }

  /// @param budget of the archive that it is, or is part of
  @SuppressWarnings("MustBeClosedChecker") // The arena lives as long as the jar.
  public static ClassPathJar open(Path path, Budget budget, ClassLoader loader) throws IOException {
    var arena = Arena.ofShared();
    try (var file = FileChannel.open(path)) {
      var bytes = file.map(MapMode.READ_ONLY, 0, file.size(), arena).asByteBuffer();
      var entries = new StrictZip(bytes, String.valueOf(path.getFileName()), budget);
      var closing = (Runnable) () -> close(entries, arena);
      return new ClassPathJar(path, entries, JarHead.of(path, entries), loader, closing);
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  private static void close(StrictZip entries, Arena arena) {
    if (arena.scope().isAlive()) {
      entries.close();
      arena.close();
    }
  }

  JarHead head() {
    return head;
  }

  ProtectionDomain domain() {
    return domain;
  }

  public Set<String> names() {
    return entries.names();
  }

  byte @Nullable [] readClass(String path) throws ZipException {
    return entries.read(head.entry(path), LARGEST_CLASS);
  }

  @Nullable InputStream open(String name) throws ZipException {
    var found = entries.open(head.entry(name));
    return found == null ? entries.open(name + "/") : found;
  }

  public boolean has(String name) {
    return entries.has(head.entry(name));
  }

  /// The URL of an entry; null when there is none of that name.
  @Nullable URL find(String name) throws IOException {
    var entry = head.entry(name);
    if (entries.has(entry)) {
      return urls.of(entry);
    }
    // A folder may be requested without its slash; the platform's class loader answers the same
    // URL.
    var folder = name + "/";
    return entries.has(folder) ? urls.of(head.multiRelease() ? folder : name) : null;
  }

  /// Whether a class file of it matches; reads up to all of them.
  public boolean hasClass(Predicate<byte[]> wanted) throws ZipException {
    for (var name : entries.names()) {
      var bytes = name.endsWith(".class") ? entries.read(name, LARGEST_CLASS) : null;
      if (bytes != null && wanted.test(bytes)) {
        return true;
      }
    }
    return false;
  }

  void close() {
    closing.run();
  }
}
