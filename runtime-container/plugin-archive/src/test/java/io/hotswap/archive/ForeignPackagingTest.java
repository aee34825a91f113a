package io.hotswap.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.archive.fixture.Fixture;
import io.hotswap.archive.fixture.Zips;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What was packed for something else is called by its name, in one violation.
class ForeignPackagingTest extends ArchiveTest {
  private static final byte[] PLUGIN = Fixture.sound().bytes();
  private static final byte[] LIBRARY = Zips.of(Map.of("text.txt", new byte[1]));

  static Stream<Packed> jars() {
    return Packed.all().filter(it -> !it.mainAttributes().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("io.hotswap.archive.Packed#all")
  void is_called_by_its_name(Packed packed) throws Exception {
    rejectedFor(packed.bytes(), "", Layout.EXPECTED, packed.what(), packed.instead());
  }

  @ParameterizedTest
  @MethodSource("jars")
  void a_zip_of_foreign_packaging_gets_the_same_advice(Packed packed) throws Exception {
    rejectedFor(
        Zips.of(Map.of("greeter.jar", packed.bytes(), "lib/gson.jar", LIBRARY)),
        "",
        "greeter.jar is " + packed.what());
  }

  @Test
  void a_library_whose_classes_nobody_would_find() throws Exception {
    var boot = Packed.all().toList().getFirst().bytes();
    rejectedFor(
        Zips.of(Map.of("greeter.jar", PLUGIN, "lib/shared.jar", boot)),
        "",
        "lib/shared.jar is an executable Spring Boot jar");
  }

  @ParameterizedTest
  @CsvSource({
    "1f8b0800, a gzip file",
    "425a6839314159265359, a bzip2 file",
    "fd377a585a0000, an xz file",
    "28b52ffd, a Zstandard file",
    "377abcaf271c0004, a 7-Zip archive",
    "526172211a0701, a RAR archive",
    "504b0708504b0304, the part of a zip",
    "cafebabe00000045, a single class file",
    "cafebabe00000002, a native program",
    "7f454c460201010000, a native program",
    "4a4d0100504b0304, a jmod file",
    "cafed00d, a Pack200 file"
  })
  void a_file_that_is_no_zip_is_known_by_its_first_bytes(String hex, String what) throws Exception {
    rejectedFor(HexFormat.of().parseHex(hex), "", Layout.EXPECTED, "this is " + what);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<?xml version='1.0'?><project xmlns='http://maven.apache.org/POM/4.0.0'>|a Maven POM",
        "<?xml version='1.0'?><assembly/>|an XML file",
        "<!DOCTYPE html><title>Sign in</title>|an HTML page",
        "{ \"name\": \"greeter\" }|a JSON file",
        "version https://git-lfs.github.com/spec/v1|a Git LFS pointer"
      })
  void text_is_known_by_its_first_bytes(String text, String what) throws Exception {
    rejectedFor(text.getBytes(UTF_8), "", "this is " + what);
    rejectedFor(("\ufeff" + text).getBytes(UTF_8), "", "this is " + what);
  }

  @Test
  void what_an_upload_made_of_a_good_plugin() throws Exception {
    var form = "--x7f\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n";
    rejectedFor(
        (form + new String(PLUGIN, ISO_8859_1) + "\r\n--x7f--\r\n").getBytes(ISO_8859_1),
        "",
        "multipart/form-data",
        "--upload-file");
    rejectedFor(Base64.getMimeEncoder().encode(PLUGIN), "", "a zip in Base64", "as they are");
    var zipped = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(zipped)) {
      gzip.write(PLUGIN);
    }
    rejectedFor(zipped.toByteArray(), "", "a gzip file");
    var tar = new byte[1024];
    System.arraycopy("ustar".getBytes(UTF_8), 0, tar, 257, 5);
    rejectedFor(tar, "", "a tar archive");
  }

  /// Headers and folders of others do no harm where the plugin's classes are found all the same.
  @Test
  void a_plugin_with_traits_of_others_is_a_plugin() throws Exception {
    for (var attributes :
        new String[] {
          "Bundle-SymbolicName: a\nBundle-ClassPath: .\nImport-Package: javax.net",
          "Main-Class: com.example.Main\nClass-Path: lib/gson.jar",
          "Main-Class: io.quarkus.runner.GeneratedMain",
          "Plugin-Id: a"
        }) {
      accepted(
          Fixture.sound()
              .entry("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n" + attributes + "\n\n")
              .bytes());
    }
    for (var entry :
        new String[] {
          "META-INF/plugin.xml",
          "META-INF/jruby.home/lib/stdlib/jopenssl.jar",
          "pom.xml",
          "demo/.DS_Store",
          "demo/Demo.java",
          "index.html",
          "bin/tool",
          "WEB-INF/web.xml",
          "META-INF/application.xml"
        }) {
      accepted(Fixture.sound().entry(entry, "x").bytes());
    }
  }

  @Test
  void hostile_names_are_shown_short_and_printable() throws Exception {
    var name = "WEB-INF/" + "\u0007" + "x".repeat(1_000);
    var violations = rejected(Zips.of(Map.of(name, new byte[0], "META-INF/x", new byte[0])));
    assertEquals(1, violations.size());
    assertTrue(violations.getFirst().fix().contains("WEB-INF/?xxx"), violations::toString);
    assertTrue(violations.getFirst().fix().length() < 1_000, violations::toString);
  }
}
