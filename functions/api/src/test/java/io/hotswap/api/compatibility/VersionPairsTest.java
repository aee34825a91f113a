package io.hotswap.api.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hotswap.domain.compatibility.Compatibility;
import io.hotswap.domain.compatibility.ContractChange;
import io.hotswap.domain.compatibility.ContractComparison;
import io.hotswap.domain.compatibility.VersionComparison;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.plugin.PackageFormat;
import io.hotswap.domain.plugin.PluginVersion;
import io.hotswap.serialization.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Pairs of versions that differ in a known way.
class VersionPairsTest {
  private static final String OPERATION =
      "{\"name\":\"call\",\"input\":{\"mediaType\":\"text/plain\"},\"output\":{\"mediaType\":\"text/plain\"}}";

  record Pair(String what, String before, String after, Compatibility answer) {}

  static List<Pair> pairs() throws IOException {
    try (var text = VersionPairsTest.class.getResourceAsStream("version-pairs.txt")) {
      return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(it -> !it.startsWith("#"))
          .map(it -> it.split("\\|"))
          .map(
              it ->
                  new Pair(
                      it[0].strip(),
                      it[1].strip(),
                      it[2].strip(),
                      Compatibility.valueOf(it[3].strip())))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void has_the_right_answer(Pair pair) {
    var comparison = compare(manifest(pair, pair.before()), manifest(pair, pair.after()));
    assertEquals(pair.answer(), comparison.compatibility(), () -> comparison.changes().toString());
  }

  @Test
  void there_are_sixty_pairs_and_of_fifteen_nothing_is_known() throws IOException {
    assertTrue(pairs().size() >= 60, pairs().size() + " pairs");
    assertTrue(pairs().stream().filter(it -> it.answer() == Compatibility.Unknown).count() >= 15);
  }

  @Test
  void the_answer_says_what_and_why() {
    var change =
        only(
            compare(
                "{\"operations\":[{\"name\":\"pay\",\"input\":{\"mediaType\":\"application/json\",\"schema\":{\"type\":\"integer\"}},\"output\":{\"mediaType\":\"text/plain\"}}]}",
                "{\"operations\":[{\"name\":\"pay\",\"input\":{\"mediaType\":\"application/json\",\"schema\":{\"type\":\"integer\",\"maximum\":10}},\"output\":{\"mediaType\":\"text/plain\"}}]}"));
    assertEquals("/operations/pay/input", change.pointer());
    assertEquals(
        "What the operation pay takes breaks with the earlier version: for example, 11 fits one"
            + " version only.",
        change.detail());
  }

  @Test
  void the_sample_plugins_history() throws IOException {
    var comparison = compare(sample("markdown-1.0"), sample("markdown-1.1"));
    assertEquals(List.of(), comparison.changes());
  }

  private static String sample(String folder) throws IOException {
    return Files.readString(
        Path.of(
            "../../runtime-container/sample-plugins",
            folder,
            "src/main/resources/META-INF/hotswap-plugin.json"));
  }

  private static ContractChange only(VersionComparison comparison) {
    assertEquals(1, comparison.changes().size(), () -> comparison.changes().toString());
    return comparison.changes().getFirst();
  }

  private static String manifest(Pair pair, String part) {
    return switch (pair.what()) {
      case "in" -> with(body(part), "{\"mediaType\":\"text/plain\"}");
      case "out" -> with("{\"mediaType\":\"text/plain\"}", body(part));
      case "conf" -> "{\"configuration\":" + part + "}";
      default -> part;
    };
  }

  private static String body(String part) {
    return part.startsWith("{")
        ? "{\"mediaType\":\"application/json\",\"schema\":" + part + "}"
        : part.equals("-") ? "null" : "{\"mediaType\":\"" + part + "\"}";
  }

  private static String with(String input, String output) {
    return "{\"operations\":[{\"name\":\"call\",\"input\":"
        + input
        + ",\"output\":"
        + output
        + "}]}";
  }

  private static VersionComparison compare(String before, String after) {
    var contracts = new ManifestContracts();
    return new VersionComparison(
        new SemanticVersion("1.0.0"),
        new SemanticVersion("1.1.0"),
        new ContractComparison(new InclusionComparison())
            .compare(
                contracts.of(version("1.0.0", before)), contracts.of(version("1.1.0", after))));
  }

  private static PluginVersion version(String number, String part) {
    var manifest =
        Json.read(
            "{\"protocol\":1,\"operations\":["
                + OPERATION
                + "],\"configuration\":{\"type\":\"object\"}}",
            ObjectNode.class);
    manifest.setAll(Json.read(part, ObjectNode.class));
    Stream.of(manifest.path("operations"))
        .flatMap(JsonNode::valueStream)
        .forEach(VersionPairsTest::stated);
    return new PluginVersion(
        PluginId.of("demo"),
        "demo",
        new SemanticVersion(number),
        "example",
        "demo",
        Digest.over("demo"),
        1,
        PackageFormat.Jar,
        manifest.toString(),
        Instant.EPOCH,
        "test",
        "");
  }

  private static void stated(JsonNode operation) {
    for (var body : List.of("input", "output")) {
      if (!operation.has(body)
          && !operation.has("description")
          && operation instanceof ObjectNode object) {
        object.putObject(body).put("mediaType", "text/plain");
      }
    }
  }
}
