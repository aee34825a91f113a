package io.hotswap.archive.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import io.hotswap.archive.violation.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// What the validator reports, for people who write configurations. The values themselves are not
/// repeated.
final class SchemaErrors {
  private SchemaErrors() {}

  static Violation violation(Error error, JsonNode schema) {
    var pointer = error.getInstanceLocation().toString();
    return switch (error.getKeyword()) {
      case "required", "dependentRequired" ->
          new Violation(below(pointer, error), "to be there", "add it");
      case "additionalProperties", "unevaluatedProperties", "false" ->
          new Violation(below(pointer, error), known(schema), "remove it, or correct its name");
      default -> {
        var expected = expected(error);
        yield new Violation(pointer, expected, "change it to " + expected);
      }
    };
  }

  private static String below(String pointer, Error error) {
    var property = Objects.requireNonNullElse(error.getProperty(), "");
    return property.isEmpty()
        ? pointer
        : pointer + "/" + property.replace("~", "~0").replace("/", "~1");
  }

  private static String known(JsonNode schema) {
    List<String> names = new ArrayList<>();
    schema.path("properties").fieldNames().forEachRemaining(names::add);
    return names.isEmpty()
        ? "no property: the plugin has no configuration"
        : "a property that the plugin's schema allows; at the top level "
            + String.join(", ", names);
  }

  private static String expected(Error error) {
    JsonNode rule = error.getSchemaNode();
    return switch (error.getKeyword()) {
      case "type" -> "a value of type " + (rule.isArray() ? listed(rule) : rule.asText());
      case "enum" -> "one of " + listed(rule);
      case "const" -> "the value " + rule;
      case "minimum" -> "a number of at least " + rule;
      case "maximum" -> "a number of at most " + rule;
      case "exclusiveMinimum" -> "a number above " + rule;
      case "exclusiveMaximum" -> "a number below " + rule;
      case "multipleOf" -> "a multiple of " + rule;
      case "minLength" -> "at least " + rule + " characters";
      case "maxLength" -> "at most " + rule + " characters";
      case "pattern" -> "a text that matches " + rule.asText();
      case "minItems" -> "at least " + rule + " items";
      case "maxItems" -> "at most " + rule + " items";
      case "uniqueItems" -> "no item twice";
      case "minProperties" -> "at least " + rule + " properties";
      case "maxProperties" -> "at most " + rule + " properties";
      default -> "what the rule `" + error.getKeyword() + "` of the plugin's schema allows";
    };
  }

  private static String listed(JsonNode values) {
    List<String> texts = new ArrayList<>();
    values.forEach(it -> texts.add(it.isTextual() ? it.asText() : it.toString()));
    return String.join(", ", texts);
  }
}
