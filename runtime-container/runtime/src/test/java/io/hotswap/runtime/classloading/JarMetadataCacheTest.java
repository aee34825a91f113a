package io.hotswap.runtime.classloading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.hotswap.archive.Limits;
import io.hotswap.archive.zip.Budget;
import io.hotswap.runtime.disk.MappedJar;
import io.hotswap.runtime.testing.PluginSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarMetadataCacheTest {
  @TempDir Path folder;

  @Test
  void what_was_read_of_a_jar_is_not_read_again() throws IOException {
    var jar = jar("one.jar");
    var known = new JarMetadataCache(1);
    var digest = PluginSource.digest(Files.readAllBytes(jar));
    try (var first = MappedJar.open(jar);
        var again = MappedJar.open(jar)) {
      assertSame(known.archive(digest, first, budget()), known.archive(digest, again, budget()));
      assertSame(known.manifest(first, budget()), known.manifest(again, budget()));
      assertSame(known.head(first, budget()), known.head(again, budget()));
      assertEquals(jar.toUri().toURL(), known.head(again, budget()).url());
    }
  }

  @Test
  void no_more_are_remembered_than_said() throws IOException {
    try (var one = MappedJar.open(jar("one.jar"));
        var other = MappedJar.open(jar("other.jar"))) {
      var known = new JarMetadataCache(1);
      var head = known.head(one, budget());
      var _ = known.head(other, budget());
      assertNotSame(head, known.head(one, budget()));
      var digest = PluginSource.digest("one".getBytes(UTF_8));
      var archive = known.archive(digest, one, budget());
      var _ = known.archive(PluginSource.digest("other".getBytes(UTF_8)), other, budget());
      assertNotSame(archive, known.archive(digest, one, budget()));
      var none = new JarMetadataCache(0);
      assertNotSame(none.head(one, budget()), none.head(one, budget()));
    }
  }

  @Test
  void what_a_jar_says_of_its_entries_one_by_one_is_not_kept() throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    for (int entry = 0; entry < 501; entry++) {
      manifest.getEntries().put("C" + entry + ".class", new Attributes());
    }
    var file = folder.resolve("signed.jar");
    new JarOutputStream(Files.newOutputStream(file), manifest).close();
    try (var jar = MappedJar.open(file)) {
      var known = new JarMetadataCache(1);
      assertNotSame(known.head(jar, budget()), known.head(jar, budget()));
    }
  }

  @Test
  void the_latest_are_those_that_were_asked_for_last() {
    var lruCache = new LruCache<String, Integer>(2);
    lruCache.put("one", 1);
    lruCache.put("two", 2);
    assertEquals(1, lruCache.get("one", key -> 7));
    lruCache.put("three", 3);
    assertEquals(1, lruCache.get("one"));
    assertNull(lruCache.get("two"));
  }

  private static Budget budget() {
    return Limits.standard().budget();
  }

  private Path jar(String name) throws IOException {
    return Files.write(folder.resolve(name), PluginSource.echo("p", "1.0.0").jar());
  }
}
