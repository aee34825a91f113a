package io.hotswap.archive.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.hotswap.archive.schema.NumberShape.Bound;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a JSON Schema of draft 2020-12. References are followed; one that leads back to where it
/// stands is a rule that is not understood.
final class ShapeReader {
  private static final int DEEPEST = 200;
  private static final List<String> TYPES =
      List.of("null", "boolean", "number", "string", "array", "object");

  private final JsonNode root;
  private final Effort effort;
  private final OtherRules otherRules;
  private final Deque<String> references = new ArrayDeque<>();
  private int depth;

  ShapeReader(JsonNode root, Effort effort) {
    this.root = root;
    this.effort = effort;
    otherRules = new OtherRules(root);
  }

  Alternatives read() {
    references.push("#");
    return read(root);
  }

  private Alternatives read(JsonNode schema) {
    effort.spend();
    if (schema.isBoolean()) {
      return schema.asBoolean() ? Alternatives.ANY : Alternatives.NONE;
    }
    if (++depth > DEEPEST) {
      throw new Effort.Exhausted("the schemas are nested too deep to compare");
    }
    try {
      return literal(schema, typed(schema))
          .meet(combined(schema), effort)
          .withOthers(otherRules.of(schema));
    } finally {
      depth--;
    }
  }

  private Alternatives typed(JsonNode schema) {
    if (!OtherRules.hasRuleOfType(schema)) {
      return Alternatives.ANY;
    }
    var types = types(schema.path("type"));
    List<Shape> shapes = new ArrayList<>();
    for (var type : TYPES) {
      if (types.contains(type)) {
        shapes.add(shape(type, schema, false));
      } else if (type.equals("number") && types.contains("integer")) {
        shapes.add(shape(type, schema, true));
      }
    }
    shapes.removeIf(ShapeReader::isEmpty);
    return Alternatives.of(shapes);
  }

  private static Set<String> types(JsonNode type) {
    Set<String> types = new HashSet<>();
    if (type.isTextual()) {
      types.add(type.asText());
    }
    type.forEach(it -> types.add(it.asText()));
    return type.isMissingNode() ? Set.copyOf(TYPES) : types;
  }

  private Shape shape(String type, JsonNode schema, boolean integral) {
    return switch (type) {
      case "null" -> new ValueShape(List.of(NullNode.getInstance()), Set.of());
      case "boolean" -> new ValueShape(List.of(BooleanNode.TRUE, BooleanNode.FALSE), Set.of());
      case "number" -> number(schema, integral);
      case "string" -> text(schema);
      case "array" -> list(schema);
      default -> object(schema);
    };
  }

  private static boolean isEmpty(Shape shape) {
    return switch (shape) {
      case NumberShape number -> number.isEmpty();
      case TextShape text -> text.shortest() > text.longest();
      case ListShape list -> list.isEmpty();
      case ObjectShape object -> object.isEmpty();
      case ValueShape values -> values.values().isEmpty();
    };
  }

  private static Shape number(JsonNode schema, boolean integral) {
    var lower = bound(schema, "minimum", false);
    var above = bound(schema, "exclusiveMinimum", true);
    var upper = bound(schema, "maximum", false);
    var below = bound(schema, "exclusiveMaximum", true);
    Set<BigDecimal> multiples =
        schema.has("multipleOf") ? Set.of(schema.path("multipleOf").decimalValue()) : Set.of();
    return new NumberShape(
        above.isAtLeast(lower) ? above : lower,
        below.isAtMost(upper) ? below : upper,
        integral,
        multiples,
        Set.of());
  }

  private static Bound bound(JsonNode schema, String keyword, boolean exclusive) {
    return schema.has(keyword)
        ? new Bound(schema.path(keyword).decimalValue(), exclusive)
        : Bound.NONE;
  }

  private static Shape text(JsonNode schema) {
    Set<String> patterns =
        schema.has("pattern") ? Set.of(schema.path("pattern").asText()) : Set.of();
    return new TextShape(
        count(schema, "minLength", 0),
        count(schema, "maxLength", Long.MAX_VALUE),
        patterns,
        Set.of());
  }

  private Shape list(JsonNode schema) {
    List<Alternatives> first = new ArrayList<>();
    schema.path("prefixItems").forEach(it -> first.add(read(it)));
    return new ListShape(
        first,
        part(schema.get("items")),
        count(schema, "minItems", 0),
        count(schema, "maxItems", Long.MAX_VALUE),
        schema.path("uniqueItems").asBoolean(),
        Set.of());
  }

  private Shape object(JsonNode schema) {
    Map<String, Alternatives> properties = new LinkedHashMap<>();
    for (var property : schema.path("properties").properties()) {
      properties.put(property.getKey(), read(property.getValue()));
    }
    Set<String> required = new LinkedHashSet<>();
    schema.path("required").forEach(it -> required.add(it.asText()));
    return new ObjectShape(
        properties,
        // Its meaning depends on the patterns of names, which are not understood.
        schema.has("patternProperties")
            ? Alternatives.ANY
            : part(schema.get("additionalProperties")),
        required,
        count(schema, "minProperties", 0),
        count(schema, "maxProperties", Long.MAX_VALUE),
        Set.of());
  }

  private Alternatives part(@Nullable JsonNode schema) {
    return schema == null ? Alternatives.ANY : read(schema);
  }

  private static long count(JsonNode schema, String keyword, long fallback) {
    var most = BigDecimal.valueOf(Long.MAX_VALUE);
    return schema.has(keyword)
        ? schema.path(keyword).decimalValue().min(most).longValue()
        : fallback;
  }

  private Alternatives literal(JsonNode schema, Alternatives typed) {
    var result = typed;
    if (schema.has("const")) {
      result = values(List.of(schema.path("const"))).meet(result, effort);
    }
    if (schema.has("enum")) {
      List<JsonNode> values = new ArrayList<>();
      schema.path("enum").forEach(values::add);
      result = values(values).meet(result, effort);
    }
    return result;
  }

  private static Alternatives values(List<JsonNode> values) {
    return Alternatives.of(List.of(new ValueShape(values, Set.of())));
  }

  private Alternatives combined(JsonNode schema) {
    var result = Alternatives.ANY;
    for (var part : schema.path("allOf")) {
      result = result.meet(read(part), effort);
    }
    if (schema.has("anyOf")) {
      result = result.meet(anyOf(schema.path("anyOf")), effort);
    }
    if (schema.has("oneOf")) {
      result = result.meet(oneOf(schema), effort);
    }
    if (schema.has("$ref")) {
      result = result.meet(referred(schema.path("$ref").asText()), effort);
    }
    return result;
  }

  private Alternatives anyOf(JsonNode parts) {
    var result = Alternatives.NONE;
    for (var part : parts) {
      result = result.or(read(part));
    }
    return result;
  }

  /// The same as any of them where no value fits two.
  private Alternatives oneOf(JsonNode schema) {
    List<Alternatives> parts = new ArrayList<>();
    schema.path("oneOf").forEach(it -> parts.add(read(it)));
    boolean apart = true;
    for (int one = 0; one < parts.size(); one++) {
      for (int other = 0; other < one; other++) {
        apart &= parts.get(one).meet(parts.get(other), effort).isNone();
      }
    }
    var any = parts.stream().reduce(Alternatives.NONE, Alternatives::or);
    return apart ? any : any.withOthers(Set.of(otherRules.token(schema, List.of("oneOf"))));
  }

  private Alternatives referred(String target) {
    if (references.contains(target)) {
      return Alternatives.ANY.withOthers(Set.of(otherRules.reference(target)));
    }
    references.push(target);
    try {
      return read(root.at(target.substring(1)));
    } finally {
      references.pop();
    }
  }
}
