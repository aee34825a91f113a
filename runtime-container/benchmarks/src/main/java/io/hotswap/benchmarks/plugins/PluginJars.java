package io.hotswap.benchmarks.plugins;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Writes plugin jars, from a fixed seed.
public final class PluginJars {
  private static final long SEED = 2025;
  private static final int MEGABYTE = 1 << 20;
  // The hand-written classes count too.
  private static final int WRITTEN = 8;

  private PluginJars() {}

  /// @param libraries jars to bundle, unpacked into this one
  public static PluginJar write(Path folder, Size size, String version, List<Path> libraries)
      throws IOException {
    var entries = Metadata.of(size.name(), version);
    Sources.compiled(size.variant()).forEach(entries::putIfAbsent);
    entries.put("bench/Touched.class", Filler.touching(size.touched()));
    for (int i = 0; i < Math.max(size.touched(), size.classes() - WRITTEN); i++) {
      var name = Filler.nameOf(i);
      entries.put(
          name.packageName().replace('.', '/') + "/" + name.displayName() + ".class",
          Filler.filling(i, size.methods()));
    }
    if (size.json()) {
      for (var library : libraries) {
        bundle(library, entries);
      }
    }
    var random = new Random(SEED);
    for (int i = 0; i < size.megabytes(); i++) {
      var data = new byte[MEGABYTE];
      random.nextBytes(data);
      entries.put("data/" + i + ".bin", data);
    }
    return pack(folder, size.name(), version, entries);
  }

  private static void bundle(Path library, Map<String, byte[]> entries) throws IOException {
    try (var zip = new ZipFile(library.toFile())) {
      for (var entry : zip.stream().toList()) {
        if (entry.getName().startsWith("com/") && !entry.isDirectory()) {
          try (var in = zip.getInputStream(entry)) {
            entries.putIfAbsent(entry.getName(), in.readAllBytes());
          }
        }
      }
    }
  }

  /// The entries of a jar, to make other versions of it with [#restamp].
  public static Map<String, byte[]> read(PluginJar jar) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (var zip = new ZipFile(jar.file().toFile())) {
      for (var entry : zip.stream().toList()) {
        try (var in = zip.getInputStream(entry)) {
          entries.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    return entries;
  }

  /// Another version of the same plugin.
  public static PluginJar restamp(
      Map<String, byte[]> entries, Path folder, String name, String version) throws IOException {
    Map<String, byte[]> stamped = new LinkedHashMap<>(entries);
    stamped.putAll(Metadata.of(name, version));
    return pack(folder, name, version, stamped);
  }

  private static PluginJar pack(
      Path folder, String name, String version, Map<String, byte[]> entries) throws IOException {
    var file = folder.resolve(name + "-" + version + ".jar");
    try (var zip =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file), MEGABYTE))) {
      for (var entry : entries.entrySet()) {
        var header = new ZipEntry(entry.getKey());
        header.setTime(0);
        zip.putNextEntry(header);
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return PluginJar.of(file, name, version);
  }
}
