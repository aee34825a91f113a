package io.hotswap.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Whatever clients send has a largest size, and openapi.yaml says which.
class BoundsTest {
  private static final JsonNode DOCUMENT = new OpenApi().document();
  private final List<String> unbounded = new ArrayList<>();

  @Test
  void every_parameter_and_field_has_its_bounds() {
    for (var path : DOCUMENT.get("paths")) {
      for (var operation : path) {
        var id = operation.path("operationId").asText();
        for (var parameter : operation.path("parameters")) {
          look(id + " " + parameter.path("name").asText(), parameter.path("schema"));
        }
        look(id, operation.at("/requestBody/content/application~1json/schema"));
      }
    }
    assertEquals(List.of(), unbounded.stream().distinct().toList());
  }

  private void look(String at, JsonNode schema) {
    var reference = schema.path("$ref").asText();
    if (!reference.isEmpty()) {
      look(at, DOCUMENT.at(reference.substring(1)));
      return;
    }
    switch (schema.path("type").asText()) {
      case "string" -> bounded(at, schema, schema.has("enum") || schema.has("maxLength"));
      case "integer", "number" ->
          bounded(at, schema, schema.has("minimum") && schema.has("maximum"));
      case "array" -> {
        bounded(at, schema, schema.has("maxItems") && schema.has("items"));
        look(at + "/*", schema.path("items"));
      }
      case "object" -> {
        bounded(at, schema, schema.path("additionalProperties").isBoolean());
        schema
            .path("properties")
            .properties()
            .forEach(it -> look(at + "/" + it.getKey(), it.getValue()));
      }
      case "boolean" -> {}
      default -> bounded(at, schema, schema.isMissingNode());
    }
  }

  private void bounded(String at, JsonNode schema, boolean bounded) {
    if (!bounded) {
      unbounded.add(at + " " + schema);
    }
  }
}
