package io.hotswap.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.archive.ArchiveReading.Accepted;
import io.hotswap.archive.fixture.Fixture;
import io.hotswap.archive.fixture.Zips;
import io.hotswap.archive.violation.NameList;
import io.hotswap.archive.violation.Violation;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every way an archive can be bad.
class RejectedArchiveTest extends ArchiveTest {
  private static final byte[] SOUND = Fixture.sound().bytes();

  @Test
  void not_a_zip() throws Exception {
    rejectedFor("GIF89a".getBytes(UTF_8), "", "a readable jar or zip file");
    rejectedFor(new byte[0], "", "a readable jar or zip file");
  }

  @Test
  void cut_short() throws Exception {
    rejectedFor(Arrays.copyOf(SOUND, SOUND.length / 2), "", "the file can't be read");
  }

  @Test
  void damaged_inside() throws Exception {
    var bytes = SOUND.clone();
    Arrays.fill(bytes, 60, 200, (byte) 0x55);
    rejectedFor(bytes, "", "the file can't be read");
  }

  @Test
  void encrypted() throws Exception {
    rejectedFor(Zips.encrypted(SOUND), "", "not encrypted");
  }

  @Test
  void not_there_is_a_fault_not_an_answer() {
    var missing = directory.resolve("missing");
    assertThrows(NoSuchFileException.class, () -> PluginArchives.read(missing, Limits.standard()));
  }

  @Test
  void zip_bomb_by_total_by_ratio_and_by_number_of_entries() throws Exception {
    var zeros = Fixture.sound().entry("zeros.bin", new byte[4 << 20]).bytes();

    assertTrue(zeros.length < 10_000);
    rejectedFor(zeros, "", "at most 200 times their compressed size", "zeros.bin");
    assertTrue(
        rejected(zeros, new Limits(100, 1 << 20, 1_000_000))
            .toString()
            .contains("at most 1048576 bytes"));
    assertTrue(
        rejected(zeros, new Limits(2, 1 << 30, 200)).toString().contains("at most 2 entries"));
    assertThrows(IllegalArgumentException.class, () -> new Limits(0, 1, 1));
  }

  @Test
  void what_all_entries_and_jars_unpack_to_counts_together() throws Exception {
    var limits = new Limits(100, 1 << 20, 1_000_000);
    var third = new byte[400 << 10];
    var jar = Fixture.sound().entry("a.bin", third).entry("b.bin", third);
    assertInstanceOf(Accepted.class, read(jar.bytes(), limits));
    var two = jar.bytes();
    rejectedWhole(jar.entry("c.bin", third).bytes(), limits);
    var library = Zips.of(Map.of("library.bin", third));
    rejectedWhole(Zips.of(Map.of("demo.jar", two, "lib/a.jar", library)), limits);
    rejectedWhole(
        Zips.of(
            Map.of(
                "demo.jar",
                SOUND,
                "lib/a.jar",
                library,
                "lib/b.jar",
                library,
                "lib/c.jar",
                library)),
        limits);
  }

  private void rejectedWhole(byte[] archive, Limits limits) throws Exception {
    var said = rejected(archive, limits).toString();
    assertTrue(said.contains("at most 1048576 bytes when unpacked"), said);
  }

  @Test
  void zip_bomb_inside_a_library() throws Exception {
    var bomb = Zips.of(Map.of("zeros.bin", new byte[64 << 20]));
    var zip = Zips.of(Map.of("demo.jar", SOUND, "lib/bomb.jar", bomb));
    rejectedFor(zip, "", "200 times", "zeros.bin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../up.txt",
        "a/../../up.txt",
        "/etc/passwd",
        "a\\b.txt",
        "C:evil.txt",
        "line\nbreak",
        "a/.."
      })
  void entry_that_leaves_the_archive(String name) throws Exception {
    rejectedFor(Fixture.sound().entry(name, "x"), "", "relative paths inside the archive");
    rejectedFor(
        Zips.of(Map.of("demo.jar", SOUND, name, SOUND)), "", "relative paths inside the archive");
  }

  @Test
  void entry_twice() throws Exception {
    var bytes = Fixture.sound().entry("twin-a.txt", "a").entry("twin-b.txt", "b").bytes();
    rejectedFor(
        Zips.rename(bytes, "twin-b.txt", "twin-a.txt"), "", "each entry once", "twin-a.txt");
  }

  @Test
  void neither_a_plugin_jar_nor_a_zip_of_one() throws Exception {
    rejectedFor(Zips.of(Map.of("readme.txt", new byte[1])), "", "there is none");
    rejectedFor(
        Zips.of(Map.of("a.jar", SOUND, "b.jar", SOUND)),
        "",
        "keep one jar at the root",
        "a.jar",
        "b.jar");
    rejectedFor(
        Zips.of(Map.of("a.jar", SOUND, "libs/b.txt", SOUND)), "", "remove these", "libs/b.txt");
  }

  @Test
  void library_that_is_no_jar() throws Exception {
    rejectedFor(
        Zips.of(Map.of("demo.jar", SOUND, "lib/a.jar", new byte[9])),
        "",
        "lib/a.jar can't be read");
  }

  @Test
  void bundles_the_spi() throws Exception {
    var own =
        Fixture.sound()
            .entry("io/hotswap/spi/Plugin.class", Fixture.sound().entry("demo/Demo.class"));
    rejectedFor(own, "", "scope 'provided'", "io/hotswap/spi/Plugin.class");
    var library =
        Zips.of(
            Map.of(
                "META-INF/versions/9/io/hotswap/spi/Call.class",
                Fixture.sound().entry("demo/Demo.class")));
    rejectedFor(
        Zips.of(Map.of("demo.jar", SOUND, "lib/spi.jar", library)),
        "",
        "scope 'provided'",
        "lib/spi.jar!/META-INF");
  }

  @Test
  void class_file_newer_than_java_25_or_with_preview_features_or_none_at_all() throws Exception {
    rejectedFor(
        Fixture.sound().entry("demo/Later.class", versioned(0, 70)),
        "",
        "--release 25",
        "demo/Later.class");
    rejectedFor(
        Fixture.sound().entry("demo/Odd.class", versioned(0xFFFF, 69)),
        "",
        "--enable-preview",
        "demo/Odd.class");
    for (int[] version : new int[][] {{0, 0}, {0, 1}, {0, 44}, {3, 56}, {1, 69}, {255, 65}}) {
      rejectedFor(
          Fixture.sound().entry("demo/Odd.class", versioned(version[0], version[1])),
          "",
          "45 to 69",
          "demo/Odd.class");
    }
    accepted(Fixture.sound().entry("demo/Old.class", versioned(3, 45)).bytes());
    accepted(Fixture.sound().entry("demo/Old.class", versioned(7, 55)).bytes());
    rejectedFor(
        Fixture.sound().entry("demo/Text.class", "not a class"), "", "damaged", "demo/Text.class");
    rejectedFor(Fixture.sound().entry("demo/Short.class", "x"), "", "damaged", "demo/Short.class");
  }

  @Test
  void class_file_that_is_larger_than_any() throws Exception {
    var large = Arrays.copyOf(Fixture.sound().entry("demo/Demo.class"), (16 << 20) + 1);
    new Random(1).nextBytes(large);
    System.arraycopy(Fixture.sound().entry("demo/Demo.class"), 0, large, 0, 100);
    rejectedFor(Fixture.sound().entry("demo/Large.class", large), "", "16 MiB", "demo/Large.class");
  }

  private static byte[] versioned(int minor, int major) {
    var bytes = Fixture.sound().entry("demo/Demo.class");
    bytes[4] = (byte) (minor >> 8);
    bytes[5] = (byte) minor;
    bytes[7] = (byte) major;
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///opt/other.jar",
        "/opt/other.jar",
        "../other.jar",
        "http://example.com/a.jar"
      })
  void class_path_that_leaves_the_archive(String path) throws Exception {
    var fixture =
        Fixture.sound()
            .entry(
                "META-INF/MANIFEST.MF",
                "Manifest-Version: 1.0\nClass-Path: a.jar " + path + "\n\n");
    rejectedFor(fixture, "", "Class-Path", path);
  }

  @Test
  void jar_manifest_that_java_can_not_read() throws Exception {
    rejectedFor(
        Fixture.sound().entry("META-INF/MANIFEST.MF", "no colon here\n\n"),
        "",
        "META-INF/MANIFEST.MF");
    var huge = "Manifest-Version: 1.0\n" + "X: y\n".repeat(300_000);
    assertTrue(
        rejected(
                Fixture.sound().entry("META-INF/MANIFEST.MF", huge).bytes(),
                new Limits(99, 1 << 30, 9999))
            .toString()
            .contains("at most 1048576 bytes in META-INF/MANIFEST.MF"));
  }

  @Test
  void ten_thousand_bad_entries_make_one_short_answer() throws Exception {
    var entries = new TreeMap<String, byte[]>();
    for (int i = 0; i < 10_000; i++) {
      entries.put("../" + i, new byte[0]);
    }
    var violations = rejected(Zips.of(entries));
    assertEquals(1, violations.size());
    assertTrue(violations.getFirst().fix().endsWith("and 9995 more"));
    assertTrue(NameList.some(List.of("x".repeat(10_000))).length() < 200);
  }

  @Test
  void everything_at_once_is_all_reported() throws Exception {
    var violations =
        rejected(
            Fixture.empty()
                .manifest("\"1.0.0\"", "\"one\"")
                .entry("../up.txt", "x")
                .entry("demo/Text.class", "not a class")
                .bytes());
    assertEquals(
        List.of("", "", "/version", "/entryPoint"),
        violations.stream().map(Violation::pointer).toList());
  }

  @Test
  void more_libraries_than_a_node_should_have_open() throws Exception {
    var entries = new TreeMap<String, byte[]>(Map.of("demo.jar", SOUND));
    var library = Zips.of(Map.of("a.txt", new byte[1]));
    for (int i = 0; i < 1_000; i++) {
      entries.put("lib/l" + i + ".jar", library);
    }
    assertEquals(1_000, accepted(Zips.of(entries)).libraries().size());
    entries.put("lib/one-more.jar", library);
    rejectedFor(Zips.of(entries), "", "at most 1,000 libraries", "not 1,001");
  }

  @Test
  void leaves_no_temporary_files_behind() throws Exception {
    leavesNothing(Zips.of(Map.of("demo.jar", SOUND, "lib/a.jar", SOUND)));
    leavesNothing(Zips.of(Map.of("demo.jar", SOUND, "lib/a.jar", new byte[9])));
    leavesNothing("GIF89a".getBytes(UTF_8));
  }

  private void leavesNothing(byte[] archive) throws Exception {
    var file = Files.write(directory.resolve("archive"), archive);
    var workspace = Files.createDirectory(directory.resolve("workspace"));
    PluginArchives.read(file, Limits.standard(), workspace);
    assertTrue(Files.notExists(workspace));
  }
}
