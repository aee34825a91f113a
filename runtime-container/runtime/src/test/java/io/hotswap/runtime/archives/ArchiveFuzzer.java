package io.hotswap.runtime.archives;

import com.sun.management.ThreadMXBean;
import io.hotswap.archive.ArchiveReading;
import io.hotswap.archive.Limits;
import io.hotswap.archive.PluginArchives;
import io.hotswap.archive.classpath.SharedLoader;
import io.hotswap.archive.fixture.Fixture;
import io.hotswap.archive.fixture.OddJar;
import io.hotswap.archive.fixture.RawEntry;
import io.hotswap.archive.fixture.RawZip;
import io.hotswap.archive.fixture.Zips;
import io.hotswap.archive.zip.StrictZip;
import io.hotswap.runtime.classloading.PluginClassLoader;
import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.disk.LibraryCache;
import io.hotswap.runtime.disk.MappedJar;
import io.hotswap.runtime.testing.PluginSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Spoils plugin archives and gives each to the validator and, whatever that says of it, to a node's
 * reader and class loader. Stops with an error that names the seed where anything happens but an
 * acceptance or a refusal, where it takes too long or too much memory, or where a node would read
 * of an accepted archive what Java's own reader does not.
 */
final class ArchiveFuzzer {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final long MOST_ALLOCATED = 64 << 20;

  private final List<byte[]> archives = archives();
  private final DataDirectory directory;
  private final Path file;
  private final LibraryCache libraries;
  private final SharedLoader shared = new SharedLoader();
  private final Map<String, Long> counts = new LinkedHashMap<>();

  ArchiveFuzzer(Path root) {
    directory = new DataDirectory(root);
    directory.prepare();
    file = root.resolve("archive");
    libraries = new LibraryCache(directory);
    for (var count :
        List.of(
            "archives",
            "accepted",
            "refused",
            "opened by a node",
            "slowest ms",
            "slowest seed",
            "most allocated bytes",
            "most allocated seed")) {
      counts.put(count, 0L);
    }
  }

  Map<String, Long> counts() {
    return counts;
  }

  void run(long seed) throws IOException {
    long began = System.nanoTime();
    long allocated = allocated();
    try {
      var bytes = seed % 4 == 0 ? withSpoiltContent(seed) : Mutation.of(seed, archives);
      Files.write(file, bytes);
      var reading = PluginArchives.read(file, Limits.standard());
      count(reading instanceof ArchiveReading.Accepted ? "accepted" : "refused");
      open(reading);
    } catch (IOException | RuntimeException | Error e) {
      throw new AssertionError("seed " + seed + ": " + e, e);
    }
    count("archives");
    most("slowest ms", "slowest seed", (System.nanoTime() - began) / 1_000_000, seed);
    most("most allocated bytes", "most allocated seed", allocated() - allocated, seed);
    if (counts.getOrDefault("slowest ms", 0L) > LIMIT.toMillis()
        || counts.getOrDefault("most allocated bytes", 0L) > MOST_ALLOCATED) {
      throw new AssertionError("seed " + seed + " took too much: " + counts);
    }
  }

  /** As a node that was given the archive without its having been validated. */
  private void open(ArchiveReading reading) throws IOException {
    var budget = Limits.standard().budget();
    var binary = MappedJar.open(file);
    List<MappedJar> jars = List.of(binary);
    try {
      jars = libraries.classPath(binary, PluginArchives.reopen(binary.entries(budget)), budget);
      for (var jar : jars) {
        readAll(jar.entries(budget));
      }
      var manifest = PluginArchives.manifest(jars.getFirst().entries(budget));
      if (reading instanceof ArchiveReading.Accepted(var archive)) {
        same(archive.manifest().entryPoint(), manifest.entryPoint());
        same(archive.manifest().name(), manifest.name());
        same(archive.manifest().version(), manifest.version());
        for (var jar : jars) {
          asJavaReadsIt(jar.entries(budget), jar.path());
        }
      }
      load(jars, manifest.entryPoint());
      count("opened by a node");
    } catch (IOException refused) {
      if (reading instanceof ArchiveReading.Accepted) {
        throw new AssertionError("a node refuses what was accepted", refused);
      }
    } finally {
      jars.forEach(MappedJar::close);
      binary.close();
      DataDirectory.delete(directory.libraries());
      Files.createDirectories(directory.libraries());
    }
  }

  private void load(List<MappedJar> jars, String entryPoint) throws IOException {
    try (var loader = new PluginClassLoader("p", jars, shared)) {
      loader.loadClass(entryPoint);
    } catch (ClassNotFoundException | LinkageError | SecurityException spoilt) {
      count("classes that are none");
    }
  }

  private static void readAll(StrictZip zip) throws IOException {
    for (var name : zip.names()) {
      try (var in = Objects.requireNonNull(zip.open(name))) {
        in.skip(Long.MAX_VALUE);
      }
    }
  }

  private static void asJavaReadsIt(StrictZip ours, Path path) throws IOException {
    try (var jar = new JarFile(path.toFile(), false, ZipFile.OPEN_READ, Runtime.version())) {
      same(jar.stream().map(ZipEntry::getName).toList(), List.copyOf(ours.names()));
      for (var entry : jar.stream().toList()) {
        var content = ours.read(entry.getName(), 64 << 20);
        if (!Arrays.equals(jar.getInputStream(entry).readAllBytes(), content)) {
          throw new AssertionError(entry.getName() + " has another content for Java");
        }
      }
    }
  }

  private static void same(Object one, Object other) {
    if (!one.equals(other)) {
      throw new AssertionError(one + " and " + other);
    }
  }

  /** A sound zip, so that what is in it is looked at. */
  private byte[] withSpoiltContent(long seed) {
    var random = new Random(seed);
    var entries = new LinkedHashMap<String, byte[]>();
    entries.put(Fixture.MANIFEST, Fixture.MINIMAL.getBytes(StandardCharsets.UTF_8));
    entries.put("demo/Demo.class", Fixture.sound().entry("demo/Demo.class"));
    entries.put(
        "META-INF/MANIFEST.MF",
        "Manifest-Version: 1.0\nMulti-Release: true\nClass-Path: a.jar\n\n"
            .getBytes(StandardCharsets.UTF_8));
    var names = List.copyOf(entries.keySet());
    var spoilt = names.get(random.nextInt(names.size()));
    var content = Objects.requireNonNull(entries.get(spoilt)).clone();
    for (int i = random.nextInt(8); i >= 0; i--) {
      content[random.nextInt(content.length)] = (byte) random.nextInt();
    }
    entries.put(spoilt, content);
    var jar = new RawZip();
    entries.forEach((name, bytes) -> jar.add(RawEntry.of(name, bytes)));
    return random.nextBoolean() ? jar.bytes() : Zips.of(Map.of("demo.jar", jar.bytes()));
  }

  private static List<byte[]> archives() {
    List<byte[]> all = new ArrayList<>();
    var echo = PluginSource.echo("p", "1.0.0").withLibrary("a");
    all.add(echo.jar());
    all.add(echo.zip());
    all.add(RawZip.of(echo.jar()).end64().comment((byte) 'c').bytes());
    for (int seed = 0; seed < 20; seed++) {
      var odd = OddJar.of(seed);
      all.add(odd);
      all.add(Zips.of(Map.of("plugin.jar", echo.jar(), "lib/odd.jar", odd)));
    }
    return all;
  }

  private void count(String what) {
    counts.merge(what, 1L, Long::sum);
  }

  private void most(String what, String seedOf, long figure, long seed) {
    if (figure > counts.getOrDefault(what, 0L)) {
      counts.put(what, figure);
      counts.put(seedOf, seed);
    }
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
