package io.hotswap.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.archive.fixture.Fixture;
import io.hotswap.archive.fixture.Zips;
import io.hotswap.archive.zip.StrictZip;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveReopenerTest {
  private static final String LONG =
      """
      {"permissions": {"network": ["a.example:443"], "calls": ["tax-rules", "invoices"]}, "operations":
        [{"description": "a {", "name": "one"}, {"name": "two", "description": "b"}],
       "configuration": {"name": "not this one", "properties": {"protocol": {"default": [1, {}], "type": "array"}, "any": true}},
       "dependencies": {"native": [{"os": "linux"}], "libraries": [{"coordinates": "a:b:1", "sha256": "aa"},
         {"sha256": "bb", "coordinates": "a:c:1"}], "plugins": {"libraries": "^1.0.0"}},
       "protocol": 1, "entryPoint": "demo.Demo", "version": "2.0.0-rc.1", "name": "demo"}
      """;

  @Test
  void a_jar_is_reopened() throws Exception {
    var archive = reopen(Fixture.sound().bytes());
    assertTrue(archive.isJar());
    assertEquals(
        new ManifestHead(
            "demo", "1.0.0", 1, "demo.Demo", Set.of("echo"), Set.of(), "{}", List.of()),
        manifest(Fixture.sound().bytes()));
  }

  @Test
  void a_zip_is_reopened_with_its_libraries_in_their_order() throws Exception {
    var archive =
        reopen(
            Zips.of(
                new TreeMap<>(
                    Map.of(
                        "demo.jar",
                        Fixture.sound().entry(Fixture.MANIFEST, LONG).bytes(),
                        "lib/b.jar",
                        new byte[1],
                        "lib/a.jar",
                        new byte[1]))));
    assertFalse(archive.isJar());
    assertEquals("demo.jar", archive.pluginJar());
    assertEquals(List.of("lib/a.jar", "lib/b.jar"), archive.libraries());
  }

  @Test
  void a_manifest_whose_properties_stand_in_any_order() throws Exception {
    assertEquals(
        new ManifestHead(
            "demo",
            "2.0.0-rc.1",
            1,
            "demo.Demo",
            Set.of("one", "two"),
            Set.of("tax-rules", "invoices"),
            "{\"protocol\":[1,{}]}",
            List.of("aa", "bb")),
        manifest(Fixture.sound().entry(Fixture.MANIFEST, LONG).bytes()));
  }

  @Test
  void what_has_no_manifest_was_never_accepted() {
    var without = Fixture.sound().without(Fixture.MANIFEST).bytes();
    assertThrows(ZipException.class, () -> reopen(without));
    assertThrows(ZipException.class, () -> manifest(without));
    assertThrows(ZipException.class, () -> reopen(Zips.of(Map.of("a.txt", new byte[1]))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "7",
        "{}",
        "{\"name\": \"demo\", \"version\": \"1.0.0\", \"entryPoint\": \"a.B\"}",
        "{\"operations\": 1}",
        "{\"operations\": [7]}",
        "{\"operations\": [{\"name\": ",
        "{\"protocol\": \"one\"}",
        "{\"name\": [7]}"
      })
  void what_is_no_manifest_was_never_accepted(String manifest) {
    var bytes = Fixture.sound().entry(Fixture.MANIFEST, manifest.getBytes(UTF_8)).bytes();
    assertThrows(ZipException.class, () -> manifest(bytes));
  }

  private static ReopenedArchive reopen(byte[] bytes) throws ZipException {
    try (var zip = zip(bytes)) {
      return PluginArchives.reopen(zip);
    }
  }

  private static ManifestHead manifest(byte[] jar) throws ZipException {
    try (var zip = zip(jar)) {
      return PluginArchives.manifest(zip);
    }
  }

  private static StrictZip zip(byte[] bytes) throws ZipException {
    return new StrictZip(ByteBuffer.wrap(bytes), "the file", Limits.standard().budget());
  }
}
