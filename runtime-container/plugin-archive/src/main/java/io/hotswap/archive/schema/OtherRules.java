package io.hotswap.archive.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The rules of a schema that are not understood. Of two such rules only one thing is certain: they
/// accept the same if they are the same, with all that they refer to.
final class OtherRules {
  private static final Set<String> OF_TYPES =
      Set.of(
          "type",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "minLength",
          "maxLength",
          "pattern",
          "prefixItems",
          "items",
          "minItems",
          "maxItems",
          "uniqueItems",
          "properties",
          "additionalProperties",
          "required",
          "minProperties",
          "maxProperties");

  /// Keywords that depend on each other.
  private static final List<List<String>> GROUPS =
      List.of(
          List.of("not"),
          List.of("format"),
          List.of("if", "then", "else"),
          List.of("contains", "minContains", "maxContains"),
          List.of("propertyNames"),
          List.of("dependentSchemas"),
          List.of("dependentRequired"),
          List.of("dependencies"),
          List.of("patternProperties", "additionalProperties", "properties"));

  private static final List<String> OF_ALL_BESIDE =
      List.of("unevaluatedProperties", "unevaluatedItems", "$dynamicRef", "$recursiveRef");

  private final JsonNode root;

  OtherRules(JsonNode root) {
    this.root = root;
  }

  /// Whether it restricts the values of a type.
  static boolean hasRuleOfType(JsonNode schema) {
    return OF_TYPES.stream().anyMatch(schema::has);
  }

  Set<JsonNode> of(JsonNode schema) {
    Set<JsonNode> all = new HashSet<>();
    for (var group : GROUPS) {
      if (schema.has(group.getFirst())) {
        all.add(token(schema, group));
      }
    }
    // The validator applies it to objects too.
    if (schema.has("uniqueItems") && !schema.path("type").asText().equals("array")) {
      all.add(token(schema, List.of("uniqueItems")));
    }
    if (OF_ALL_BESIDE.stream().anyMatch(schema::has)) {
      all.add(withReferences(schema));
    }
    return all;
  }

  JsonNode token(JsonNode schema, List<String> keywords) {
    var rule = JsonNodeFactory.instance.objectNode();
    for (var keyword : keywords) {
      if (schema.has(keyword)) {
        rule.set(keyword, schema.path(keyword));
      }
    }
    return withReferences(rule);
  }

  JsonNode reference(String target) {
    return withReferences(JsonNodeFactory.instance.objectNode().put("$ref", target));
  }

  private JsonNode withReferences(JsonNode rule) {
    var targets = new TreeSet<String>();
    collect(rule, targets);
    var referred = JsonNodeFactory.instance.objectNode();
    targets.forEach(it -> referred.set(it, root.at(it.substring(1))));
    ObjectNode token = JsonNodeFactory.instance.objectNode();
    token.set("rule", rule);
    token.set("references", referred);
    return token;
  }

  private void collect(JsonNode part, Set<String> targets) {
    var target = part.path("$ref");
    if (target.isTextual() && target.asText().startsWith("#") && targets.add(target.asText())) {
      collect(root.at(target.asText().substring(1)), targets);
    }
    part.forEach(it -> collect(it, targets));
  }
}
