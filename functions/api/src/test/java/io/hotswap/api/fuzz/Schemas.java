package io.hotswap.api.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hotswap.api.OpenApi;
import java.util.LinkedHashMap;
import java.util.Map;

/// The fields that a schema has, by JSON pointer, each with its own schema.
final class Schemas {
  private static final JsonNode DOCUMENT = new OpenApi().document();

  private Schemas() {}

  static JsonNode resolved(JsonNode schema) {
    var reference = schema.path("$ref").asText();
    return reference.isEmpty() ? schema : resolved(DOCUMENT.at(reference.substring(1)));
  }

  static Map<String, JsonNode> fields(JsonNode schema) {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    fields("", resolved(schema), fields);
    return fields;
  }

  private static void fields(String at, JsonNode schema, Map<String, JsonNode> fields) {
    for (var property : schema.path("properties").properties()) {
      field(at + "/" + property.getKey(), resolved(property.getValue()), fields);
    }
    if (schema.path("additionalProperties").isObject()) {
      field(at + "/A", resolved(schema.path("additionalProperties")), fields);
    }
    if (schema.has("items")) {
      field(at + "/0", resolved(schema.path("items")), fields);
    }
  }

  private static void field(String at, JsonNode schema, Map<String, JsonNode> fields) {
    fields.put(at, schema);
    fields(at, schema, fields);
  }

  /// The body with a marker where the pointer leads, and whatever has to be around it.
  static ObjectNode marked(JsonNode body, String pointer, String marker) {
    ObjectNode copy = body.deepCopy();
    JsonNode at = copy;
    var names = pointer.substring(1).split("/");
    for (int i = 0; i < names.length; i++) {
      at = step(at, names[i], i + 1 < names.length ? names[i + 1] : "", marker);
    }
    return copy;
  }

  private static JsonNode step(JsonNode at, String name, String next, String marker) {
    if (at instanceof ArrayNode array) {
      if (array.isEmpty()) {
        array.addNull();
      }
      array.set(0, inside(array.get(0), next, marker, array));
      return array.get(0);
    }
    var object = (ObjectNode) at;
    object.set(name, inside(object.path(name), next, marker, object));
    return object.get(name);
  }

  private static JsonNode inside(
      JsonNode value,
      String next,
      String marker,
      com.fasterxml.jackson.databind.node.ContainerNode<?> nodes) {
    if (next.isEmpty()) {
      return nodes.textNode(marker);
    }
    if (next.equals("0")) {
      return value.isArray() ? value : nodes.arrayNode();
    }
    return value.isObject() ? value : nodes.objectNode();
  }
}
