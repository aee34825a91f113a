package io.hotswap.api.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hotswap.domain.compatibility.Compatibility;
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

/// Two versions that differ in a known way.
///
/// @param what the part of the manifest that differs
record VersionPair(String what, String before, String after, Compatibility answer) {
  private static final String OPERATION =
      "{\"name\":\"call\",\"input\":{\"mediaType\":\"text/plain\"},\"output\":{\"mediaType\":\"text/plain\"}}";

  static List<VersionPair> all() throws IOException {
    try (var text = VersionPair.class.getResourceAsStream("version-pairs.txt")) {
      return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(it -> !it.startsWith("#"))
          .map(it -> it.split("\\|"))
          .map(
              it ->
                  new VersionPair(
                      it[0].strip(),
                      it[1].strip(),
                      it[2].strip(),
                      Compatibility.valueOf(it[3].strip())))
          .toList();
    }
  }

  VersionComparison compare() {
    return compare(manifest(before), manifest(after));
  }

  /// What the sample plugin's first version and its second differ in.
  static VersionComparison sampleHistory() throws IOException {
    return compare(sample("markdown-1.0"), sample("markdown-1.1"));
  }

  private static String sample(String folder) throws IOException {
    return Files.readString(
        root()
            .resolve("runtime-container/sample-plugins")
            .resolve(folder)
            .resolve("src/main/resources/META-INF/hotswap-plugin.json"));
  }

  /// A test runs in its module's folder, a claim in the repository's.
  private static Path root() {
    return Path.of(Files.exists(Path.of("runtime-container")) ? "." : "../..");
  }

  private String manifest(String part) {
    return switch (what) {
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

  static VersionComparison compare(String before, String after) {
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
        .forEach(VersionPair::stated);
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
