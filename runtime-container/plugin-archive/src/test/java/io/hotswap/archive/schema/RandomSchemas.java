package io.hotswap.archive.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Small schemas over a small vocabulary, so that two of them often have to do with each other, and
/// documents over the same.
final class RandomSchemas {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> NAMES = List.of("a", "b", "c");
  private static final List<String> TYPES =
      List.of("null", "boolean", "integer", "number", "string", "array", "object");
  private static final List<String> TEXTS = List.of("", "a", "ab", "x", "xy", "aaaa");
  private static final List<String> PATTERNS = List.of("^a", "b$", "x");

  private static final String ONE = "#/$defs/one";
  private static final String TWO = "#/$defs/two";

  private final Random random;

  /// What may be referred to here without an endless loop.
  private List<String> targets = List.of();

  RandomSchemas(long seed) {
    random = new Random(seed);
  }

  JsonNode schema(int depth) {
    if (chance(12)) {
      return JSON.booleanNode(random.nextInt(4) > 0);
    }
    var schema = JSON.objectNode();
    if (!chance(6)) {
      type(schema);
    }
    int rules = random.nextInt(4);
    for (int rule = 0; rule < rules; rule++) {
      rule(schema, depth);
    }
    return schema;
  }

  /// With definitions that it may refer to.
  JsonNode root() {
    var root = JSON.objectNode();
    targets = List.of(ONE, TWO);
    if (schema(3) instanceof ObjectNode schema) {
      root.setAll(schema);
    }
    var definitions = root.putObject("$defs");
    targets = List.of();
    definitions.set("one", schema(1));
    targets = List.of(ONE);
    definitions.set("two", schema(2));
    return root;
  }

  /// The same with a few changes, as a next version has it.
  JsonNode changed(JsonNode schema) {
    JsonNode copy = schema.deepCopy();
    int changes = 1 + random.nextInt(2);
    for (int change = 0; change < changes; change++) {
      targets = List.of();
      change(copy);
    }
    return copy;
  }

  private void change(JsonNode root) {
    var schemas = new ArrayList<ObjectNode>();
    collect(root, schemas);
    if (schemas.isEmpty()) {
      return;
    }
    var schema = one(schemas);
    var rules = schema.properties().stream().map(Map.Entry::getKey).toList();
    if (!rules.isEmpty() && chance(2)) {
      var rule = one(rules);
      if (!rule.equals("$defs")) {
        schema.remove(rule);
      }
    } else {
      rule(schema, 2);
    }
  }

  private static void collect(JsonNode schema, List<ObjectNode> schemas) {
    if (!(schema instanceof ObjectNode object)) {
      return;
    }
    schemas.add(object);
    for (var keyword :
        List.of("properties", "$defs", "patternProperties", "allOf", "anyOf", "oneOf")) {
      schema.path(keyword).forEach(it -> collect(it, schemas));
    }
    for (var keyword : List.of("items", "additionalProperties", "not", "contains")) {
      collect(schema.path(keyword), schemas);
    }
  }

  private void type(ObjectNode schema) {
    if (chance(4)) {
      schema.putArray("type").add(one(TYPES)).add("null");
    } else {
      schema.put("type", one(TYPES));
    }
  }

  private void rule(ObjectNode schema, int depth) {
    switch (random.nextInt(depth > 0 ? 27 : 13)) {
      case 0 -> schema.put("minimum", number());
      case 1 -> schema.put("maximum", number());
      case 2 -> schema.put("exclusiveMinimum", number());
      case 3 -> schema.put("exclusiveMaximum", number());
      case 4 ->
          schema.put(
              "multipleOf",
              one(List.of("0.5", "1", "2", "3")).equals("0.5")
                  ? new BigDecimal("0.5")
                  : BigDecimal.valueOf(1 + random.nextInt(3)));
      case 5 -> schema.put("minLength", random.nextInt(4));
      case 6 -> schema.put("maxLength", random.nextInt(4));
      case 7 -> schema.put("pattern", one(PATTERNS));
      case 8 -> schema.set("const", document(1));
      case 9 -> schema.set("enum", list(2 + random.nextInt(2)));
      case 10 -> schema.putArray("required").add(one(NAMES));
      case 11 -> schema.put("minProperties", random.nextInt(3));
      case 12 -> schema.put("maxProperties", random.nextInt(3));
      case 13, 14, 15 -> properties(schema, depth);
      case 16 -> schema.set("additionalProperties", schema(depth - 1));
      case 17 -> schema.set("items", schema(depth - 1));
      case 18 -> schema.putArray("prefixItems").add(schema(depth - 1));
      case 19 -> schema.put("minItems", random.nextInt(3));
      case 20 -> schema.put("maxItems", random.nextInt(3)).put("uniqueItems", chance(2));
      case 21 -> schema.set("allOf", schemas(depth));
      case 22 -> schema.set("anyOf", schemas(depth));
      case 23 -> schema.set("oneOf", schemas(depth));
      case 24 -> {
        if (!targets.isEmpty()) {
          schema.put("$ref", one(targets));
        }
      }
      case 25 -> schema.set("not", schema(depth - 1));
      default -> other(schema, depth);
    }
  }

  private void other(ObjectNode schema, int depth) {
    switch (random.nextInt(5)) {
      case 0 -> schema.putObject("patternProperties").set("^a", schema(depth - 1));
      case 1 -> schema.set("if", schema(depth - 1)).withObject("").set("then", schema(depth - 1));
      case 2 -> schema.set("contains", schema(depth - 1));
      case 3 -> schema.put("unevaluatedProperties", false);
      default -> schema.putObject("dependentRequired").putArray("a").add("b");
    }
  }

  private void properties(ObjectNode schema, int depth) {
    var properties = schema.putObject("properties");
    var outside = targets;
    if (targets.equals(List.of(ONE))) {
      targets = List.of(ONE, TWO);
    }
    for (var name : NAMES) {
      if (chance(2)) {
        properties.set(name, schema(depth - 1));
      }
    }
    targets = outside;
  }

  private ArrayNode schemas(int depth) {
    return JSON.arrayNode().add(schema(depth - 1)).add(schema(depth - 1));
  }

  JsonNode document(int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 6)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.booleanNode(chance(2));
      case 2 -> JSON.numberNode(number());
      case 3 -> JSON.numberNode(random.nextInt(7) - 2);
      case 4, 5 -> JSON.textNode(one(TEXTS));
      case 6 -> list(random.nextInt(4));
      default -> object(depth);
    };
  }

  private ArrayNode list(int size) {
    var list = JSON.arrayNode();
    for (int at = 0; at < size; at++) {
      list.add(document(1));
    }
    return list;
  }

  private ObjectNode object(int depth) {
    var object = JSON.objectNode();
    for (var name : List.of("a", "b", "c", "d")) {
      if (chance(2)) {
        object.set(name, document(depth - 1));
      }
    }
    return object;
  }

  private BigDecimal number() {
    return new BigDecimal(one(List.of("-1", "0", "0.5", "1", "1.0", "1.5", "2", "3", "4")));
  }

  private <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private boolean chance(int in) {
    return random.nextInt(in) == 0;
  }
}
