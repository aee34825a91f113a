package io.hotswap.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.archive.fixture.Fixture;
import io.hotswap.archive.fixture.RawEntry;
import io.hotswap.archive.fixture.RawZip;
import io.hotswap.archive.fixture.Zips;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Archives that one reader would take for one thing and another for another, or that say of
/// themselves what is not so: refused, in words, and at no cost.
class OneReaderTest extends ArchiveTest {
  private static final byte[] SOUND = Fixture.sound().bytes();

  @Test
  void an_archive_with_two_ends() throws Exception {
    rejectedFor(plugin().comment(SOUND).bytes(), "", "nothing may stand before the zip");
    rejectedFor(plugin().behind(SOUND).bytes(), "", "nothing may stand before the zip");
    rejectedFor(
        plugin().comment(Arrays.copyOf(SOUND, SOUND.length + 1)).bytes(), "", "several ends");
    rejectedFor(plugin().prefix(false, SOUND).bytes(), "", "nothing may stand before the zip");
    rejectedFor(plugin().beforeDirectory(SOUND).bytes(), "", "belong to no entry");
  }

  @Test
  void bytes_around_the_archive_or_around_a_jar_in_it() throws Exception {
    for (int bytes : new int[] {1, 7}) {
      var longer = plugin().behind(new byte[bytes]).bytes();
      rejectedFor(longer, "", "the file can't be read: " + bytes + " bytes stand behind its end");
      rejectedFor(Zips.of(Map.of("demo.jar", longer)), "", "demo.jar can't be read: " + bytes);
    }
    rejectedFor(
        plugin().prefix(true, "#!/bin/sh\n".getBytes(UTF_8)).bytes(), "", "before its first entry");
  }

  @Test
  void sizes_that_are_claimed() throws Exception {
    rejectedFor(
        plugin().add(RawEntry.of("a", "x").claiming(Integer.MAX_VALUE)).bytes(), "", "200 times");
    rejectedFor(
        plugin().add(RawEntry.of("a", new byte[9 << 20]).claiming(9)).bytes(), "", "to the size");
    rejectedFor(Zips.of(Map.of("demo.jar", SOUND, "lib/a.jar", claiming())), "", "a in lib/a.jar");
    rejectedFor(plugin().add(RawEntry.of("a", "x").crc(1)).bytes(), "", "the CRC", "a in the file");
  }

  private static byte[] claiming() {
    return new RawZip().add(RawEntry.of("a", "x").claiming(1 << 20)).bytes();
  }

  @Test
  void a_manifest_under_two_spellings() throws Exception {
    rejectedFor(
        Fixture.sound()
            .entry("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n\n")
            .entry("meta-inf/manifest.mf", "Manifest-Version: 1.0\n\n"),
        "",
        "it has both META-INF/MANIFEST.MF and meta-inf/manifest.mf");
  }

  /// The function that validates has half a gigabyte of disk.
  @Test
  void jars_in_a_zip_that_take_the_disk() throws Exception {
    var archive = Zips.of(Map.of("demo.jar", SOUND, "lib/a.jar", new byte[3 << 19]));
    assertEquals(
        "jars of at most 1048576 bytes together, as they are in the zip",
        rejected(archive, new Limits(100, 2 << 20, 2_000)).getFirst().expected());
  }

  private static RawZip plugin() {
    var sound = Fixture.sound();
    return new RawZip()
        .add(RawEntry.of(Fixture.MANIFEST, Fixture.MINIMAL))
        .add(RawEntry.of("demo/Demo.class", sound.entry("demo/Demo.class")));
  }
}
