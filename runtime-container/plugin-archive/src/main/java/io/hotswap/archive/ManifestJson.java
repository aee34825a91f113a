package io.hotswap.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// JSON to manifest and back.
final class ManifestJson {
  // Long strings would overflow the stack in the schema's patterns: java.util.regex recurses for
  // every group.
  private static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder()
          .maxNestingDepth(64)
          .maxStringLength(2_000)
          .maxNumberLength(100)
          .build();

  static final JsonMapper MAPPER =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ManifestJson() {}

  /// @param tree a valid manifest
  static Manifest of(JsonNode tree) {
    ObjectNode full = tree.deepCopy();
    full.remove("$schema");
    full.path("operations")
        .forEach(
            operation -> ((ObjectNode) operation).putIfAbsent("description", full.textNode("")));
    full.putIfAbsent("configuration", nothingToConfigure());
    full.withArray("/dependencies");
    full.withObject("/permissions").withArray("/network");
    try {
      return MAPPER.treeToValue(full, Manifest.class);
    } catch (JsonProcessingException notOne) {
      throw new IllegalArgumentException(
          "not a plugin manifest: " + notOne.getOriginalMessage(), notOne);
    }
  }

  private static ObjectNode nothingToConfigure() {
    return MAPPER.createObjectNode().put("type", "object").put("additionalProperties", false);
  }

  static Manifest parse(String json) {
    try {
      return of(MAPPER.readTree(json));
    } catch (JsonProcessingException notJson) {
      throw new IllegalArgumentException(
          "not a plugin manifest: " + notJson.getOriginalMessage(), notJson);
    }
  }

  static String write(Manifest manifest) {
    try {
      return MAPPER.writeValueAsString(manifest);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
