package io.hotswap.archive.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hotswap.archive.violation.Violation;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigurationSchemaTest {
  private static final JsonMapper JSON = new JsonMapper();

  private final ConfigurationSchema schema =
      schema(
          """
          {
            "type": "object",
            "additionalProperties": false,
            "required": ["apiKey", "currency"],
            "properties": {
              "apiKey": {"type": "string", "secret": true, "minLength": 20},
              "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
              "limits": {"type": "object", "properties": {"daily": {"type": "integer"}}},
              "retries": {"type": "integer", "maximum": 5, "default": 3}
            }
          }
          """);

  @Test
  void of_a_secret_its_presence_is_checked_alone() throws Exception {
    var values = object("{\"currency\": \"EUR\"}");
    assertEquals(List.of(), schema.violations(values, Set.of("apiKey")));
    assertEquals(List.of("/apiKey"), pointers(schema.violations(values, Set.of())));
    assertEquals(Set.of("apiKey"), schema.secrets());
  }

  @Test
  void every_violation_has_its_place_and_none_a_value() throws Exception {
    var values =
        object(
            "{\"currency\": \"hush\", \"limits\": {\"daily\": \"hush\"}, \"retries\": 9, \"a/b\":"
                + " \"hush\"}");
    var violations = schema.violations(values, Set.of("apiKey"));
    assertEquals(
        List.of("/a~1b", "/currency", "/limits/daily", "/retries"),
        pointers(violations).stream().sorted().toList());
    assertFalse(violations.toString().contains("hush"), violations.toString());
    var retries =
        violations.stream().filter(it -> it.pointer().equals("/retries")).findFirst().orElseThrow();
    assertEquals("a number of at most 5", retries.expected());
  }

  @Test
  void defaults_fill_in_what_is_missing_and_nothing_else() throws Exception {
    var values = object("{\"currency\": \"EUR\"}");
    assertEquals(object("{\"currency\": \"EUR\", \"retries\": 3}"), schema.withDefaults(values));
    assertEquals(object("{\"retries\": null}"), schema.withDefaults(object("{\"retries\": null}")));
    assertEquals(object("{\"currency\": \"EUR\"}"), values);
  }

  @Test
  void a_pattern_that_takes_for_ever_is_given_up() throws Exception {
    var slow = schema("{\"properties\": {\"a\": {\"pattern\": \"^(a*)*b\\\\1$\"}}}");
    var violations = slow.violations(object("{\"a\": \"" + "a".repeat(60) + "\"}"), Set.of());
    assertEquals(List.of(""), pointers(violations));
    assertEquals(
        List.of(),
        slow.violations(
            object("{\"a\": \"" + "a".repeat(9) + "b" + "a".repeat(9) + "\"}"), Set.of()));
  }

  @Test
  void a_reference_without_an_end_is_given_up() throws Exception {
    var endless = schema("{\"properties\": {\"a\": {\"$ref\": \"#/properties/a\"}}}");
    assertEquals(List.of(""), pointers(endless.violations(object("{\"a\": 1}"), Set.of())));
  }

  @Test
  void a_part_of_a_configuration_may_lack_what_its_top_level_asks_for_and_nothing_else()
      throws Exception {
    var schema =
        schema(
            """
            {"required": ["a", "b"], "minProperties": 2, "additionalProperties": false,
             "properties": {"a": {"type": "integer"}, "b": {"required": ["c"]}}}
            """);
    assertEquals(List.of(), schema.violationsOfPart(object("{\"a\": 1}")));
    assertEquals(
        List.of("/a", "/b/c", "/d"),
        pointers(schema.violationsOfPart(object("{\"a\": \"x\", \"b\": {}, \"d\": 1}"))).stream()
            .sorted()
            .toList());
    assertEquals(
        List.of("/b"),
        pointers(schema.violations(object("{\"a\": 1}"), Set.of())).stream()
            .filter(it -> !it.isEmpty())
            .toList());
  }

  private static List<String> pointers(List<Violation> violations) {
    return violations.stream().map(Violation::pointer).toList();
  }

  private static ConfigurationSchema schema(String json) {
    try {
      return ConfigurationSchema.of(JSON.readTree(json));
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException(broken);
    }
  }

  private static ObjectNode object(String json) throws JsonProcessingException {
    return JSON.readValue(json, ObjectNode.class);
  }
}
