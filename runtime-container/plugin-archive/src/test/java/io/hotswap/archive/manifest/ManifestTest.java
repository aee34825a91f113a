package io.hotswap.archive.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hotswap.archive.ArchiveTest;
import io.hotswap.archive.fixture.Fixture;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest extends ArchiveTest {
  private static final String FULL =
      """
      {
        "$schema": "https://example.com/plugin-manifest.schema.json",
        "name": "payment-processor",
        "version": "1.5.0-rc.1+build.7",
        "type": "payment",
        "description": "Charges cards",
        "entryPoint": "demo.Demo",
        "protocol": 1,
        "operations": [
          {
            "name": "charge",
            "description": "a card",
            "input": {"mediaType": "application/json", "schema": {"$ref": "#/$defs/card", "$defs": {"card": {"type": "object"}}}},
            "output": {"mediaType": "text/plain"}
          },
          {"name": "quote"}
        ],
        "configuration": {
          "type": "object",
          "required": ["apiKey"],
          "properties": {
            "apiKey": {"type": "string", "secret": true},
            "secret": {"type": "object", "default": {"$ref": "a value, not a reference"}},
            "limit": {"$ref": "#/$defs/money"}
          },
          "$defs": {"money": {"type": "integer", "minimum": 0}}
        },
        "dependencies": {
          "platform": {"java": 25, "protocol": {"from": 1, "to": 2}},
          "plugins": {"markdown": ">=1.0.0 <2.0.0"},
          "libraries": [{"coordinates": "org.example:money:1.4.2", "sha256": "%s"}],
          "native": [{"os": "linux", "architecture": "aarch64", "library": "libvips.so.42"}]
        },
        "permissions": {"network": ["api.example.com:443", "*.example.org"], "calls": ["tax-rules"]}
      }
      """
          .formatted("0a".repeat(32));

  @Test
  void a_minimal_one_gets_its_defaults() throws Exception {
    var manifest = accepted(Fixture.sound().bytes()).manifest();

    assertEquals(List.of(new Manifest.Operation("echo", "", null, null)), manifest.operations());
    assertEquals(
        "{\"type\":\"object\",\"additionalProperties\":false}",
        manifest.configuration().toString());
    assertEquals(Dependencies.NONE, manifest.dependencies());
    assertEquals(List.of(), manifest.permissions().network());
  }

  @Test
  void a_full_one_comes_back_from_json_as_it_was() throws Exception {
    var manifest = accepted(Fixture.sound().entry(Fixture.MANIFEST, FULL).bytes()).manifest();

    assertEquals("1.5.0-rc.1+build.7", manifest.version());
    assertEquals(
        new Dependencies(
            new Dependencies.Platform(25, new Dependencies.Protocols(1, 2)),
            Map.of("markdown", ">=1.0.0 <2.0.0"),
            List.of(new Dependencies.Library("org.example:money:1.4.2", "0a".repeat(32))),
            List.of(new Dependencies.NativeLibrary("linux", "aarch64", "libvips.so.42"))),
        manifest.dependencies());
    assertEquals(List.of("api.example.com:443", "*.example.org"), manifest.permissions().network());
    assertEquals(List.of("tax-rules"), manifest.permissions().calls());
    var charge = manifest.operations().getFirst();
    assertEquals(
        "#/$defs/card",
        Objects.requireNonNull(Objects.requireNonNull(charge.input()).schema())
            .path("$ref")
            .asText());
    assertEquals(new Manifest.Body("text/plain", null), charge.output());
    assertEquals(
        "{\"name\":\"quote\",\"description\":\"\"}",
        new JsonMapper().readTree(manifest.json()).at("/operations/1").toString());
    assertTrue(manifest.configuration().at("/properties/apiKey/secret").asBoolean());
    assertEquals(
        manifest,
        accepted(Fixture.sound().entry(Fixture.MANIFEST, manifest.json()).bytes()).manifest());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0",
        "1.0.0-alpha.1",
        "1.0.0-0A.is.legal",
        "1.0.0+20130313144700",
        "1.0.0--",
        "10.20.30"
      })
  void semantic_versions(String version) throws Exception {
    assertEquals(
        version, accepted(Fixture.sound().manifest("1.0.0", version).bytes()).manifest().version());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.2.3", "^1.2.3", "~0.1.0", ">=1.0.0 <2.0.0", "=1.0.0-rc.1"})
  void version_ranges(String range) throws Exception {
    var dependencies =
        "\"protocol\": 1, \"dependencies\": {\"plugins\": {\"a\": \"" + range + "\"}}";
    accepted(Fixture.sound().manifest("\"protocol\": 1", dependencies).bytes());
  }

  @Test
  void the_array_of_plugins_in_earlier_manifests_is_read_as_plugins() throws Exception {
    var manifest =
        accepted(
                Fixture.sound()
                    .manifest(
                        "\"protocol\": 1",
                        "\"protocol\": 1, \"dependencies\": [{\"plugin\": \"a\", \"version\":"
                            + " \"^1.0.0\"}, {\"plugin\": \"b\", \"version\": \"2.0.0\"}]")
                    .bytes())
            .manifest();
    assertEquals(Map.of("a", "^1.0.0", "b", "2.0.0"), manifest.dependencies().plugins());
    assertEquals(
        Dependencies.NONE,
        accepted(
                Fixture.sound()
                    .manifest("\"protocol\": 1", "\"protocol\": 1, \"dependencies\": []")
                    .bytes())
            .manifest()
            .dependencies());
  }

  @Test
  void the_schema_is_published() throws Exception {
    assertTrue(Manifest.schema().contains("urn:hotswap:plugin-manifest:1"));
    assertTrue(
        Manifest.class.getResource("/io/hotswap/archive/manifest/plugin-manifest.schema.json")
            != null);
  }
}
