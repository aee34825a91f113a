package io.hotswap.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.archive.fixture.Fixture;
import io.hotswap.archive.fixture.Zips;
import io.hotswap.archive.inventory.PackagedLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InventoryTest extends ArchiveTest {
  @Test
  void an_archive_without_libraries_holds_none() throws IOException {
    assertEquals(List.of(), of(Fixture.sound().bytes()));
  }

  @Test
  void what_was_merged_into_a_jar_is_known_by_what_maven_left() throws IOException {
    var shaded =
        Fixture.sound()
            .entry(
                pom("org.apache.commons", "commons-text"),
                properties("org.apache.commons", "commons-text", "1.9"))
            .entry(
                pom("com.google.code.gson", "gson"),
                properties("com.google.code.gson", "gson", "2.13.1"));
    assertEquals(
        List.of(
            "com.google.code.gson:gson:2.13.1 in ''", "org.apache.commons:commons-text:1.9 in ''"),
        lines(of(shaded.bytes())));
  }

  @Test
  void a_jar_in_lib_is_named_by_its_metadata_and_else_by_its_file() throws Exception {
    var text =
        jar(
            pom("org.apache.commons", "commons-text"),
            properties("org.apache.commons", "commons-text", "1.9"));
    var bundle =
        jar(
            "META-INF/MANIFEST.MF",
            "Manifest-Version: 1.0\n"
                + "Bundle-Version: 4.2.1.Final\n"
                + "Implementation-Vendor-Id: io.netty\n\n");
    var bare = jar("x.txt", "x");
    var found =
        of(
            zip(
                Map.of(
                    "lib/commons-text-1.9.jar", text,
                    "lib/netty.jar", bundle,
                    "lib/log-tools-1.2-rc1.jar", bare)));
    assertEquals(
        List.of(
            "-:log-tools:1.2-rc1 in 'lib/log-tools-1.2-rc1.jar' " + sha256(bare),
            "io.netty:netty:4.2.1.Final in 'lib/netty.jar' " + sha256(bundle),
            "org.apache.commons:commons-text:1.9 in 'lib/commons-text-1.9.jar' " + sha256(text)),
        lines(found));
  }

  @Test
  void of_several_in_one_jar_the_one_of_its_file_name_is_the_jar() throws Exception {
    var entries = new LinkedHashMap<String, byte[]>();
    entries.put(pom("g", "inner"), properties("g", "inner", "2.0").getBytes(UTF_8));
    entries.put(pom("g", "outer"), properties("g", "outer", "3.0").getBytes(UTF_8));
    var jar = Zips.of(entries);
    assertEquals(
        List.of(
            "g:inner:2.0 in 'lib/outer-3.0-all.jar'",
            "g:outer:3.0 in 'lib/outer-3.0-all.jar' " + sha256(jar)),
        lines(of(zip(Map.of("lib/outer-3.0-all.jar", jar)))));
    assertEquals(
        List.of(
            "-:renamed:? in 'lib/renamed.jar' " + sha256(jar),
            "g:inner:2.0 in 'lib/renamed.jar'",
            "g:outer:3.0 in 'lib/renamed.jar'"),
        lines(of(zip(Map.of("lib/renamed.jar", jar)))));
  }

  @Test
  void what_is_no_name_or_version_is_not_taken_over() throws IOException {
    var odd =
        Fixture.sound()
            .entry(pom("g", "broken"), "version=\\u00zz")
            .entry(pom("g", "large"), "#" + "x".repeat(70_000))
            .entry(pom("g", "odd"), "groupId=<script>\nartifactId=odd\nversion=" + "9".repeat(200))
            .entry("META-INF/maven/a b/c d/pom.properties", "version=1");
    assertEquals(
        List.of("g:broken:? in ''", "g:large:? in ''", "g:odd:? in ''"), lines(of(odd.bytes())));
  }

  private static String pom(String group, String name) {
    return "META-INF/maven/%s/%s/pom.properties".formatted(group, name);
  }

  private static String properties(String group, String name, String version) {
    return "groupId=%s\nartifactId=%s\nversion=%s\n".formatted(group, name, version);
  }

  private static byte[] jar(String entry, String content) {
    return Zips.of(Map.of(entry, content.getBytes(UTF_8)));
  }

  private static byte[] zip(Map<String, byte[]> libraries) {
    var entries = new LinkedHashMap<>(libraries);
    entries.put("demo.jar", Fixture.sound().bytes());
    return Zips.of(entries);
  }

  private List<PackagedLibrary> of(byte[] archive) throws IOException {
    var file = Files.write(directory.resolve("plugin.bin"), archive);
    return PluginArchives.libraries(file, Limits.standard());
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static List<String> lines(List<PackagedLibrary> found) {
    return found.stream()
        .map(
            it ->
                "%s:%s:%s in '%s' %s"
                    .formatted(
                        it.group().orElse("-"),
                        it.name(),
                        it.version().orElse("?"),
                        it.where(),
                        it.sha256().orElse(""))
                    .strip())
        .sorted()
        .toList();
  }
}
