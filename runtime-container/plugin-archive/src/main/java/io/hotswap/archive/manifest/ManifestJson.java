package io.hotswap.archive.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Converts manifests from and to JSON.
public final class ManifestJson {
  // Long strings would overflow the stack in the schema's patterns: java.util.regex recurses for
  // every group.
  private static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder()
          .maxNestingDepth(64)
          .maxStringLength(2_000)
          .maxNumberLength(100)
          .build();

  public static final JsonMapper MAPPER =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ManifestJson() {}

  /// @param tree a valid manifest
  public static Manifest of(JsonNode tree) {
    var configuration = tree.get("configuration");
    return new Manifest(
        text(tree, "name"),
        text(tree, "version"),
        text(tree, "type"),
        text(tree, "description"),
        text(tree, "entryPoint"),
        required(tree, "protocol").asInt(),
        each(required(tree, "operations"), ManifestJson::operation),
        configuration == null ? emptyConfigurationSchema() : configuration,
        DependenciesJson.of(tree.path("dependencies")),
        permissions(tree.path("permissions")));
  }

  private static Manifest.Permissions permissions(JsonNode tree) {
    return new Manifest.Permissions(
        each(tree.path("network"), JsonNode::asText), each(tree.path("calls"), JsonNode::asText));
  }

  private static Manifest.Operation operation(JsonNode tree) {
    return new Manifest.Operation(
        text(tree, "name"),
        tree.path("description").asText(),
        body(tree.get("input")),
        body(tree.get("output")));
  }

  private static Manifest.@Nullable Body body(@Nullable JsonNode tree) {
    return tree == null ? null : new Manifest.Body(text(tree, "mediaType"), tree.get("schema"));
  }

  private static String text(JsonNode object, String property) {
    return required(object, property).asText();
  }

  private static JsonNode required(JsonNode object, String property) {
    var value = object.get(property);
    if (value == null) {
      throw new IllegalArgumentException("not a plugin manifest: it has no " + property);
    }
    return value;
  }

  private static <T> List<T> each(JsonNode array, Function<JsonNode, T> reading) {
    List<T> all = new ArrayList<>(array.size());
    array.forEach(it -> all.add(reading.apply(it)));
    return all;
  }

  private static ObjectNode emptyConfigurationSchema() {
    return MAPPER.createObjectNode().put("type", "object").put("additionalProperties", false);
  }

  static String write(Manifest manifest) {
    try {
      return MAPPER.writeValueAsString(manifest);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
