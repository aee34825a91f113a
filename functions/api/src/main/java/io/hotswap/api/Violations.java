package io.hotswap.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import io.hotswap.domain.refusal.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// A schema's violations in the words of the people who send bodies.
final class Violations {
  private Violations() {}

  static Stream<FieldError> describe(Error error) {
    // What each alternative lacks is said once, by oneOf itself.
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
      case "additionalProperties" ->
          Stream.of(
              new FieldError(
                  pointer + "/" + escaped(property(error)),
                  "only the fields that the operation knows",
                  "Remove the field `" + property(error) + "`."));
      case "oneOf" -> Stream.of(oneOf(pointer, error));
      default ->
          Stream.of(new FieldError(pointer, expected(error), "Send " + expected(error) + "."));
    };
  }

  private static FieldError oneOf(String pointer, Error error) {
    List<String> fields = new ArrayList<>();
    for (var branch : error.getSchemaNode()) {
      branch.path("required").forEach(field -> fields.add("`" + field.asText() + "`"));
    }
    var either = String.join(" or ", fields);
    return new FieldError(pointer, "either " + either, "Send exactly one of " + either + ".");
  }

  private static String expected(Error error) {
    JsonNode constraint = error.getSchemaNode();
    return switch (error.getKeyword()) {
      case "type" -> article(constraint.asText());
      case "enum" -> "one of " + listed(constraint);
      case "minLength" -> "at least " + constraint.asText() + " characters";
      case "maxLength" -> "at most " + constraint.asText() + " characters";
      case "minimum" -> "a number of at least " + constraint.asText();
      case "maximum" -> "a number of at most " + constraint.asText();
      case "pattern" -> "text that matches " + constraint.asText();
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
