package io.hotswap.runtime.loading;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.archive.Limits;
import io.hotswap.archive.classpath.SharedLoader;
import io.hotswap.archive.fixture.OddJar;
import io.hotswap.archive.zip.JarManifest;
import io.hotswap.archive.zip.MultiRelease;
import io.hotswap.archive.zip.StrictZip;
import io.hotswap.runtime.classloading.PluginClassLoader;
import io.hotswap.runtime.disk.MappedJar;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jars as tools, and people who mean ill, may write them, read by us and by `JarFile`, and loaded
/// by us and by `URLClassLoader`. The only differences that are allowed are jars that we refuse, by
/// the reasons listed here.
class JarParityTest {
  private static final int JARS = 800;
  private static final List<String> REFUSED =
      List.of(
          "bytes stand behind its end, or it has several ends",
          "nothing may stand before the zip or between its parts",
          "bytes stand before its first entry",
          "belong to no entry",
          "overlaps the entry before it",
          "its end speaks of",
          "each entry once",
          "it has both",
          "invalid header field",
          "sizes that can't be in the header of",
          "it is not where the directory says",
          "it has another name there",
          "it is packed in another way there",
          "it has other sizes there",
          "it has other sizes behind its content",
          "it does not unpack to the size that its header says",
          "the CRC that its header says",
          "its extra field contradicts its header",
          "is not in UTF-8",
          "is encrypted",
          "known are stored and deflated",
          "times their compressed size");

  @TempDir Path folder;
  private final Map<String, Integer> refused = new TreeMap<>();
  private int read;

  @Test
  void what_we_read_is_what_java_reads_and_the_rest_is_refused_by_name() throws Exception {
    for (int seed = 0; seed < JARS; seed++) {
      var bytes = OddJar.of(seed);
      var jar = Files.write(folder.resolve(seed + ".jar"), bytes);
      try (var ours = new StrictZip(ByteBuffer.wrap(bytes), "it", Limits.standard().budget())) {
        ours.checkPlaces();
        var jarManifest = JarManifest.of(ours);
        compare("seed " + seed, contents(ours), ours, jarManifest, jar);
        read++;
      } catch (ZipException reason) {
        refused.merge(kind("seed " + seed, String.valueOf(reason.getMessage())), 1, Integer::sum);
      }
      Files.delete(jar);
    }
    System.out.println("Jars read as by JarFile: " + read + "; refused: " + refused);
    assertTrue(read > JARS / 3, () -> "only " + read + " were read");
    assertTrue(refused.size() > REFUSED.size() / 2, refused::toString);
  }

  private static String kind(String seed, String reason) {
    return REFUSED.stream()
        .filter(reason::contains)
        .findFirst()
        .orElseThrow(() -> new AssertionError(seed + " is refused for another reason: " + reason));
  }

  private static Map<String, byte[]> contents(StrictZip zip) throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    for (var name : zip.names()) {
      try (var in = Objects.requireNonNull(zip.open(name))) {
        contents.put(name, in.readAllBytes());
        assertArrayEquals(contents.get(name), zip.read(name, 1 << 20));
      }
    }
    return contents;
  }

  private static void compare(
      String seed, Map<String, byte[]> contents, StrictZip ours, JarManifest jarManifest, Path file)
      throws Exception {
    try (var theirs = new JarFile(file.toFile(), false, ZipFile.OPEN_READ, Runtime.version())) {
      assertEquals(
          theirs.stream().map(ZipEntry::getName).toList(), List.copyOf(ours.names()), seed);
      assertEquals(theirs.isMultiRelease(), jarManifest.multiRelease(), seed);
      var manifest = theirs.getManifest();
      if (manifest != null) {
        assertEquals(manifest, jarManifest.manifest(), seed);
      }
      var versioned =
          jarManifest.multiRelease()
              ? MultiRelease.versioned(ours.names(), Runtime.version().feature())
              : Map.<String, String>of();
      for (var name : asked(ours)) {
        var found = theirs.getJarEntry(name);
        var mine = versioned.getOrDefault(name, name);
        if (found == null || found.isDirectory()) {
          assertEquals(found != null, ours.has(mine) || ours.has(name + "/"), seed + " " + name);
        } else {
          assertEquals(found.getRealName(), mine, seed + " " + name);
          assertArrayEquals(
              theirs.getInputStream(found).readAllBytes(), contents.get(mine), seed + " " + name);
        }
      }
    }
    loaded(seed, ours, file);
  }

  private static List<String> asked(StrictZip ours) {
    var all = new ArrayList<>(OddJar.asked());
    all.addAll(ours.names());
    return all;
  }

  private static void loaded(String seed, StrictZip entries, Path file) throws Exception {
    var shared = new SharedLoader();
    try (var ours = new PluginClassLoader("p", List.of(MappedJar.open(file)), shared);
        var theirs = new URLClassLoader(new URL[] {file.toUri().toURL()}, shared)) {
      for (var name : asked(entries)) {
        var where = seed + " " + name;
        var mine = ours.getResource(name);
        var found = theirs.getResource(name);
        if (name.codePoints().anyMatch(Character::isSupplementaryCodePoint)) {
          // Java makes a URL of two halves of a letter, and does not find it again.
          assertArrayEquals(bytes(ours.getResourceAsStream(name)), read(mine), where);
          continue;
        }
        assertEquals(String.valueOf(found), String.valueOf(mine), where);
        assertArrayEquals(read(found), read(mine), where);
        try (var in = ours.getResourceAsStream(name);
            var there = theirs.getResourceAsStream(name)) {
          assertArrayEquals(bytes(there), bytes(in), where);
        }
        assertEquals(
            Collections.list(theirs.getResources(name)).size(),
            Collections.list(ours.getResources(name)).size(),
            where);
      }
      assertEquals(services(theirs), services(ours), seed);
    }
  }

  private static List<String> services(ClassLoader loader) {
    return ServiceLoader.load(ToolProvider.class, loader).stream()
        .map(it -> it.type().getName())
        .filter(it -> it.startsWith("odd."))
        .toList();
  }

  private static byte @Nullable [] read(@Nullable URL url) throws IOException {
    try (var in = url == null ? null : url.openStream()) {
      return bytes(in);
    }
  }

  private static byte @Nullable [] bytes(@Nullable InputStream in) throws IOException {
    return in == null ? null : in.readAllBytes();
  }
}
