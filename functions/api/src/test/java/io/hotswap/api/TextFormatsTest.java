package io.hotswap.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.hotswap.api.wording.TextFormat;
import io.hotswap.domain.refusal.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Nobody who sends a text of the wrong form is told a regular expression.
class TextFormatsTest {
  private static final OpenApi API = new OpenApi();

  @Test
  void every_pattern_is_told_in_words_with_an_example() {
    var schemas = withPatterns();
    assertTrue(schemas.size() > 40, () -> "of " + schemas.size());
    Set<String> formats = new HashSet<>();
    for (var schema : schemas) {
      var format = TextFormat.named(schema.path("format").asText()).orElseThrow();
      formats.add(format.format());
      var example = TextNode.valueOf(format.example());
      assertEquals(List.of(), SchemaViolations.of(API.schema(schema), example), schema.toString());
      var told = SchemaViolations.of(API.schema(schema), TextNode.valueOf("\u00e9 !"));
      assertEquals(1, told.size(), told.toString());
      var expected = told.getFirst().expected();
      assertTrue(expected.contains("such as " + format.example()), expected);
      assertTrue(told.getFirst().fix().contains(format.example()), told.toString());
      for (var sign : List.of("^", "$", "[", "\\", "(?", schema.path("pattern").asText())) {
        assertFalse(expected.contains(sign), expected);
        assertFalse(told.getFirst().fix().contains(sign), told.toString());
      }
    }
    assertEquals(TextFormat.values().length, formats.size(), "a format that no pattern has");
  }

  /// java.util.regex recurses for every group: a long text would overflow the stack.
  @Test
  void a_text_of_any_length_is_refused_and_no_fault() {
    var texts =
        List.of(
            "1.0.0-" + "a.".repeat(200_000) + "a",
            "1.0.0+" + "a.".repeat(200_000) + "a",
            "a" + "-a".repeat(200_000),
            "P" + "1".repeat(400_000) + "D",
            "A".repeat(400_000));
    for (var schema : withPatterns()) {
      for (var text : texts) {
        assertEquals(1, SchemaViolations.of(API.schema(schema), TextNode.valueOf(text)).size());
      }
    }
  }

  @Test
  void too_short_and_too_long_a_list_are_told_in_words() {
    var list = JsonNodeFactory.instance.objectNode().put("type", "array");
    var schema = API.schema(list.put("minItems", 1).put("maxItems", 2));
    var none = JsonNodeFactory.instance.arrayNode();
    assertEquals(
        List.of(new FieldError("", "a list of at least 1", "Send a list of at least 1.")),
        SchemaViolations.of(schema, none));
    assertEquals(
        List.of(new FieldError("", "a list of at most 2", "Send a list of at most 2.")),
        SchemaViolations.of(schema, none.deepCopy().add(1).add(2).add(3)));
  }

  /// What the validator itself says of them would be shown to clients.
  @Test
  void no_schema_has_a_constraint_that_is_not_told_in_words() {
    for (var keyword :
        List.of(
            "uniqueItems",
            "multipleOf",
            "minProperties",
            "maxProperties",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "not")) {
      assertEquals(List.of(), API.document().findValues(keyword), keyword);
    }
  }

  /// Of what clients send: parameters and bodies.
  static List<JsonNode> withPatterns() {
    List<JsonNode> found = new ArrayList<>();
    for (var path : API.document().get("paths")) {
      for (var operation : path) {
        operation.path("parameters").forEach(it -> look(it.path("schema"), found));
        look(operation.at("/requestBody/content/application~1json/schema"), found);
      }
    }
    return found;
  }

  private static void look(JsonNode schema, List<JsonNode> found) {
    if (schema.has("$ref")) {
      look(API.document().at(schema.path("$ref").asText().substring(1)), found);
    } else if (schema.has("pattern") && schema.path("pattern").isTextual()) {
      found.add(schema);
    } else {
      schema.forEach(it -> look(it, found));
    }
  }
}
