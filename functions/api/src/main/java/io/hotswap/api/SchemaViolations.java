package io.hotswap.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import io.hotswap.api.wording.ClosestName;
import io.hotswap.api.wording.TextFormat;
import io.hotswap.domain.refusal.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Schema violations as errors for API clients.
final class SchemaViolations {
  private SchemaViolations() {}

  /// One error per place: a pattern often fails together with a length, and one fix mends both.
  static List<FieldError> of(Schema schema, JsonNode value) {
    Map<String, FieldError> errors = new LinkedHashMap<>();
    schema.validate(value).stream()
        .flatMap(it -> describe(it, rule(it, schema.getSchemaNode())))
        .forEach(it -> errors.putIfAbsent(it.pointer(), it));
    return List.copyOf(errors.values());
  }

  /// The violated part of the schema.
  private static JsonNode rule(Error error, JsonNode schema) {
    var path = error.getSchemaLocation().getFragment();
    var rule = schema;
    for (int i = 0; i < path.getNameCount() - 1; i++) {
      var name = String.valueOf(path.getElement(i));
      rule = rule.isArray() ? rule.path(Integer.parseInt(name)) : rule.path(name);
    }
    return rule;
  }

  private static Stream<FieldError> describe(Error error, JsonNode rule) {
    // The failures of the alternatives are reported once, by oneOf itself.
    if (error.getEvaluationPath().toString().contains("oneOf/")) {
      return Stream.empty();
    }
    var pointer = pointer(error);
    return switch (error.getKeyword()) {
      case "required" ->
          Stream.of(
              new FieldError(
                  pointer + "/" + escaped(property(error)),
                  "to be there",
                  "Add the field `" + property(error) + "`."));
      case "additionalProperties" -> Stream.of(unknown(pointer, error, rule));
      case "oneOf" -> Stream.of(oneOf(pointer, error));
      default ->
          Stream.of(
              new FieldError(
                  pointer, expected(error, rule), "Send " + expected(error, rule) + "."));
    };
  }

  private static FieldError unknown(String pointer, Error error, JsonNode rule) {
    List<String> known = new ArrayList<>();
    rule.path("properties").fieldNames().forEachRemaining(known::add);
    return new FieldError(
        pointer + "/" + escaped(property(error)),
        known.isEmpty() ? "no field" : "only " + String.join(", ", known),
        insteadOf("field", property(error), known));
  }

  /// The advice for an unknown name.
  static String insteadOf(String kind, String name, List<String> known) {
    var remove = "Remove the " + kind + " `" + name + "`";
    return ClosestName.of(name, known)
        .map(it -> remove + ", or correct it to `" + it + "`.")
        .orElse(remove + ".");
  }

  private static FieldError oneOf(String pointer, Error error) {
    List<String> fields = new ArrayList<>();
    for (var branch : error.getSchemaNode()) {
      branch.path("required").forEach(field -> fields.add("`" + field.asText() + "`"));
    }
    var either = String.join(" or ", fields);
    return new FieldError(pointer, "either " + either, "Send exactly one of " + either + ".");
  }

  private static String expected(Error error, JsonNode rule) {
    JsonNode constraint = error.getSchemaNode();
    return switch (error.getKeyword()) {
      case "type" -> article(constraint.asText());
      case "enum" -> "one of " + listed(constraint);
      case "minLength" -> "at least " + constraint.asText() + " characters";
      case "maxLength" -> "at most " + constraint.asText() + " characters";
      case "minItems" -> "a list of at least " + constraint.asText();
      case "maxItems" -> "a list of at most " + constraint.asText();
      case "minimum" -> "a number of at least " + constraint.asText();
      case "maximum" -> "a number of at most " + constraint.asText();
      case "pattern", "format" ->
          TextFormat.named(rule.path("format").asText())
              .map(TextFormat::expected)
              .orElse("a text of another form");
      default -> error.getMessage();
    };
  }

  private static String article(String type) {
    return switch (type) {
      case "object" -> "a JSON object";
      case "integer" -> "a whole number";
      case "array" -> "a list";
      case "string" -> "a text";
      default -> "a " + type;
    };
  }

  private static String listed(JsonNode values) {
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(value.asText()));
    return String.join(", ", texts);
  }

  private static String property(Error error) {
    return Objects.requireNonNullElse(error.getProperty(), "");
  }

  private static String pointer(Error error) {
    var pointer = new StringBuilder();
    var path = error.getInstanceLocation();
    for (int i = 0; i < path.getNameCount(); i++) {
      pointer.append('/').append(escaped(String.valueOf(path.getElement(i))));
    }
    return pointer.toString();
  }

  static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
