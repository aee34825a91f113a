package io.hotswap.archive;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// One zip file, the archive itself or a jar in it, read once from end to end before anything in it
/// is believed.
final class OpenJar implements AutoCloseable {
  private static final int BUFFER = 64 << 10;
  private static final int CLASS_FILE = 16 << 20;
  private static final int MAIN_ATTRIBUTES = 1 << 20;

  private final String label;
  private final JarFile jar;

  private OpenJar(String label, JarFile jar) {
    this.label = label;
    this.jar = jar;
  }

  /// @param label precedes the names of its entries in messages; empty for the archive itself
  static OpenJar open(String label, Path file) throws IOException, Unreadable {
    try {
      return new OpenJar(
          label,
          new JarFile(
              file.toFile(), false, ZipFile.OPEN_READ, Runtime.Version.parse(ClassRules.JAVA)));
    } catch (ZipException broken) {
      throw damaged(label, broken);
    }
  }

  JarFile file() {
    return jar;
  }

  List<String> names() {
    return jar.stream().map(ZipEntry::getName).toList();
  }

  String label() {
    return label;
  }

  /// The main ones of MANIFEST.MF.
  Attributes attributes() throws IOException {
    return ClassPathAttribute.attributes(jar, MAIN_ATTRIBUTES);
  }

  /// Reads every byte within the budget and applies the [rules][EntryRule].
  void inspect(Budget budget, EntryFindings findings) throws IOException, Unreadable {
    var seen = new HashSet<String>();
    try {
      for (var entry : jar.stream().toList()) {
        budget.entry();
        var name = label + entry.getName();
        EntryNames.check(entry.getName()).ifPresent(rule -> findings.add(rule, name));
        if (!seen.add(entry.getName())) {
          findings.add(EntryRule.UNIQUE_NAME, name);
        }
        var head = unpack(entry, budget);
        if (entry.getName().endsWith(".class")) {
          ClassRules.check(entry.getName(), head).ifPresent(rule -> findings.add(rule, name));
        }
      }
      ClassPathAttribute.check(jar, MAIN_ATTRIBUTES)
          .ifPresent(found -> findings.add(EntryRule.OWN_CLASS_PATH, label + found));
    } catch (ZipException | EOFException broken) {
      throw damaged(label, broken);
    }
  }

  private byte[] unpack(JarEntry entry, Budget budget) throws IOException, Unreadable {
    var buffer = new byte[BUFFER];
    var head = new byte[0];
    long total = 0;
    try (var bytes = jar.getInputStream(entry)) {
      for (int read; (read = bytes.readNBytes(buffer, 0, BUFFER)) > 0; ) {
        if (total == 0) {
          head = Arrays.copyOf(buffer, Math.min(read, ClassRules.HEAD));
        }
        total += read;
        budget.unpacked(entry, total, read);
      }
    }
    return head;
  }

  /// The bytes of a class as Java 25 would find it, multi-release or not.
  ///
  /// @param name internal form, `com/example/Thing`
  Optional<byte[]> classFile(String name) throws IOException {
    return bytes(name + ".class", CLASS_FILE);
  }

  /// The first `most` bytes of an entry.
  Optional<byte[]> bytes(String name, int most) throws IOException {
    var entry = jar.getJarEntry(name);
    if (entry == null || entry.isDirectory()) {
      return Optional.empty();
    }
    try (var bytes = jar.getInputStream(entry)) {
      return Optional.of(bytes.readNBytes(most));
    }
  }

  private static Unreadable damaged(String label, IOException broken) {
    var what = label.isEmpty() ? "the file" : label.substring(0, label.length() - 2);
    return new Unreadable(
        Violation.ofArchive(
            "a readable jar or zip file, not encrypted",
            "pack it again; Java can't read " + what + ": " + broken.getMessage()));
  }

  @Override
  public void close() throws IOException {
    jar.close();
  }
}
