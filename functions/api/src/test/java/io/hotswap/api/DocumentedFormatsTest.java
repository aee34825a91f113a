package io.hotswap.api;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A text that openapi.yaml accepts is one that the code reads, and the other way round. */
class DocumentedFormatsTest {
  private static final OpenApi API = new OpenApi();
  private static final Path MANIFEST =
      Path.of(
          "../../runtime-container/plugin-archive/src/main/resources/io/hotswap/archive/manifest",
          "plugin-manifest.schema.json");
  // DynamoDB's limit of a sort key is 1,024 bytes.
  private static final int LONGEST_KEY = 1_023;

  private static Map<String, Set<String>> limits() {
    Map<String, Set<String>> limits = new TreeMap<>();
    for (var schema : TextFormatsTest.withPatterns()) {
      limits
          .computeIfAbsent(schema.path("format").asText(), it -> new TreeSet<>())
          .add(limits(schema));
    }
    return limits;
  }

  private static String limits(JsonNode schema) {
    return "%s at most %s".formatted(schema.path("pattern"), schema.path("maxLength"));
  }

  private static boolean accepts(String format, String text) {
    var schema =
        TextFormatsTest.withPatterns().stream()
            .filter(it -> it.path("format").asText().equals(format))
            .findFirst()
            .orElseThrow();
    return SchemaViolations.of(API.schema(schema), TextNode.valueOf(text)).isEmpty();
  }

  @Test
  void a_format_has_one_pattern_and_one_length() {
    limits().forEach((format, limits) -> assertEquals(1, limits.size(), format + limits));
  }

  @Test
  void a_manifest_has_the_names_and_versions_that_a_request_may_have() throws IOException {
    var manifest = new ObjectMapper().readTree(MANIFEST.toFile()).path("properties");
    assertEquals(Set.of(limits(manifest.path("name"))), limits().get("plugin-name"));
    assertEquals(Set.of(limits(manifest.path("version"))), limits().get("semantic-version"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.0.0", "0.0.0", "1.0.0-rc.1", "1.0.0-0a.-", "1.0.0+001", "1.0.0-a+b.c", "1.0", "1.0.0.0",
        "01.0.0", "1.0.0-01", "1.0.0-", "1.0.0-a..b", "1.0.0+", "v1.0.0", "1.0.0 ", "1.0.0\u2028",
        "\u0661.0.0", "99999999999999999999.0.0",
      })
  void a_semantic_version(String text) {
    assertAgree("semantic-version", text, it -> SemanticVersion.parse(it).isPresent());
    for (int length : new int[] {SemanticVersion.LONGEST, SemanticVersion.LONGEST + 1}) {
      var longest = "1.0.0-" + "a".repeat(length - 6);
      assertAgree("semantic-version", longest, it -> SemanticVersion.parse(it).isPresent());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sha256:", "SHA256:", "md5:"})
  void a_digest(String prefix) {
    var hex = "0123456789abcdef".repeat(4);
    for (var text : List.of(hex, hex.toUpperCase(Locale.ROOT), hex + "0", hex + "\u2028")) {
      assertAgree("sha256", prefix + text, it -> reads(() -> Digest.parse(it)));
    }
  }

  @Test
  void an_id() {
    var id = "0b7d2c1e-53a1-4a0e-8a53-7d3f7c1f2a11";
    for (var text : List.of(id, id.toUpperCase(Locale.ROOT), id.substring(1), id + "1")) {
      assertAgree("uuid", text, PluginId::isGuid);
      assertTrue(accepts("plugin-reference", text));
    }
  }

  @Test
  void the_name_of_every_plugin_refers_to_it() {
    for (var name : List.of("a", "markdown", "payment-processor-2", "a".repeat(64))) {
      assertTrue(accepts("plugin-name", name) && accepts("plugin-reference", name), name);
    }
  }

  /** How long it may be depends on its field, which the code checks. */
  @Test
  void the_longest_duration_is_read_and_can_be_added_to_a_time() {
    var longest = "P9999DT999999H9999999M999999999S";
    assertTrue(accepts("duration", longest));
    assertDoesNotThrow(() -> Instant.now().plus(Duration.parse(longest)).toEpochMilli());
    for (var text : List.of("PT0S", "P1D", "PT1H1M1S", "PT10M")) {
      assertAgree("duration", text, it -> reads(() -> Duration.parse(it)));
    }
    for (var text : List.of("P", "PT", "P1DT", "pt10m", "PT1.5S", "PT-1S", "P1W", "PT10M\u2028")) {
      assertTrue(!accepts("duration", text), text);
    }
  }

  @Test
  void the_next_page_after_the_longest_key_can_be_asked_for() {
    assertTrue(accepts("page-cursor", Parameters.next("k".repeat(LONGEST_KEY))));
    assertTrue(accepts("page-cursor", Parameters.next("\u00e9?>~")));
  }

  @Test
  void every_list_has_the_same_limits_and_only_counts_of_tenants_and_exports_others() {
    Map<String, Set<String>> limits = new TreeMap<>();
    for (var path : API.document().get("paths")) {
      for (var operation : path) {
        for (var parameter : operation.path("parameters")) {
          if (parameter.path("name").asText().equals("limit")) {
            var schema = parameter.path("schema");
            limits
                .computeIfAbsent(
                    "%s to %s, %s"
                        .formatted(
                            schema.path("minimum"), schema.path("maximum"), schema.path("default")),
                    it -> new TreeSet<>())
                .add(operation.path("operationId").asText());
          }
        }
      }
    }
    assertEquals(Set.of("1 to 100, " + Parameters.LIMIT, "1 to 10000, 1000"), limits.keySet());
    assertEquals(Set.of("exportAudit", "viewVerdict"), limits.get("1 to 10000, 1000"));
  }

  private static void assertAgree(String format, String text, Predicate<String> reads) {
    assertEquals(reads.test(text), accepts(format, text), () -> format + ": " + text);
  }

  private static boolean reads(Runnable reading) {
    try {
      reading.run();
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }
}
