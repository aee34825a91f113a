package io.hotswap.archive.entry;

import io.hotswap.archive.zip.Budget;
import io.hotswap.archive.zip.JarManifest;
import io.hotswap.archive.zip.MultiRelease;
import io.hotswap.archive.zip.StrictZip;
import io.hotswap.archive.zip.ZipRefused;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/// One zip file, the archive itself or a jar in it, read from end to end once before anything in it
/// is trusted.
public final class OpenJar implements AutoCloseable {
  private static final String ARCHIVE = "the file";

  private final String label;
  private final Arena arena;
  private final StrictZip zip;
  private Manifest manifest = new Manifest();
  private Map<String, String> versioned = Map.of();

  private OpenJar(String label, Arena arena, StrictZip zip) {
    this.label = label;
    this.arena = arena;
    this.zip = zip;
  }

  /// @param label precedes the names of its entries in messages; empty for the archive itself
  @SuppressWarnings("MustBeClosedChecker")
  public // The arena lives as long as the jar.
  static OpenJar open(String label, Path file, Budget budget) throws IOException {
    var arena = Arena.ofConfined();
    try (var channel = FileChannel.open(file)) {
      var bytes = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena).asByteBuffer();
      return new OpenJar(label, arena, new StrictZip(bytes, name(label), budget));
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  private static String name(String label) {
    return label.isEmpty() ? ARCHIVE : label.substring(0, label.length() - "!/".length());
  }

  public StrictZip zip() {
    return zip;
  }

  public List<String> names() {
    return List.copyOf(zip.names());
  }

  public String label() {
    return label;
  }

  /// The main attributes of MANIFEST.MF; none before it was [inspected][#inspect].
  public Attributes attributes() {
    return manifest.getMainAttributes();
  }

  /// Reads every byte and applies the [rules][EntryRule].
  public void inspect(EntryFindings findings) throws IOException {
    zip.checkPlaces();
    for (var entry : zip.names()) {
      var name = label + entry;
      EntryNames.check(entry).ifPresent(rule -> findings.add(rule, name));
      var head = head(entry);
      if (entry.endsWith(".class")) {
        ClassRules.check(entry, head, zip.size(entry)).ifPresent(rule -> findings.add(rule, name));
      }
    }
    var jarManifest = JarManifest.of(zip);
    manifest = jarManifest.manifest();
    if (jarManifest.multiRelease()) {
      versioned = MultiRelease.versioned(zip.names(), ClassRules.JAVA);
    }
    ClassPathAttribute.check(manifest)
        .ifPresent(found -> findings.add(EntryRule.OWN_CLASS_PATH, label + found));
  }

  private byte[] head(String entry) throws IOException {
    try (var bytes = stream(entry)) {
      var head = bytes.readNBytes(ClassRules.HEAD);
      bytes.transferTo(OutputStream.nullOutputStream());
      return head;
    }
  }

  private InputStream stream(String entry) throws ZipRefused, IOException {
    var stream = zip.open(entry);
    if (stream == null) {
      throw new IllegalArgumentException("no entry " + entry);
    }
    return stream;
  }

  /// The bytes of a class as Java 25 would load it, multi-release or not.
  ///
  /// @param name internal form, `com/example/Thing`
  public Optional<byte[]> classFile(String name) throws IOException {
    return bytes(name + ".class", ClassRules.LARGEST);
  }

  /// @param most limit in bytes
  public Optional<byte[]> bytes(String name, int most) throws IOException {
    return Optional.ofNullable(zip.read(versioned.getOrDefault(name, name), most));
  }

  @Override
  public void close() {
    zip.close();
    arena.close();
  }
}
