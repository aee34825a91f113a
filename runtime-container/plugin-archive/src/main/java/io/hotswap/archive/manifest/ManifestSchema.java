package io.hotswap.archive.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import com.networknt.schema.regex.JDKRegularExpressionFactory;
import com.networknt.schema.regex.RegularExpression;
import io.hotswap.archive.violation.NameList;
import io.hotswap.archive.violation.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;

/// Validates a manifest against the published schema and the rules beyond it.
public final class ManifestSchema {
  /// The longest text that the schema matches with a pattern; a longer one could overflow the
  /// stack.
  private static final int LONGEST = 260;

  private static final String ID = "urn:hotswap:plugin-manifest:1#";
  private static final String TEXT = load();
  private static final JsonNode TREE = parse(TEXT);
  private static final Schema SCHEMA = compile();

  private ManifestSchema() {}

  static String text() {
    return TEXT;
  }

  public static List<Violation> check(JsonNode manifest) {
    // One violation per location: a broken pattern often breaks a length too, and one fix solves
    // both.
    var found = new LinkedHashMap<String, Violation>();
    for (var error : SCHEMA.validate(manifest)) {
      var violation = violation(error);
      found.putIfAbsent(violation.pointer(), violation);
    }
    var violations = new ArrayList<>(found.values());
    violations.addAll(ManifestRules.check(manifest));
    return violations;
  }

  private static Violation violation(Error error) {
    var pointer = error.getInstanceLocation().toString();
    return switch (error.getKeyword()) {
      case "required" -> missing(error, pointer);
      case "additionalProperties" -> unknown(error, pointer);
      default -> wrong(error, pointer);
    };
  }

  private static Violation missing(Error error, String pointer) {
    var rule = rule(error).path("properties").path(error.getProperty());
    return new Violation(
        childPointer(error, pointer), described(rule, error), "add it" + example(rule));
  }

  private static Violation unknown(Error error, String pointer) {
    var known = new ArrayList<String>();
    rule(error).path("properties").fieldNames().forEachRemaining(known::add);
    return new Violation(
        childPointer(error, pointer),
        "only " + String.join(", ", known),
        "remove it, or correct the name");
  }

  private static Violation wrong(Error error, String pointer) {
    var rule = rule(error);
    return new Violation(
        pointer,
        described(rule, error),
        "change " + NameList.printable(String.valueOf(error.getInstanceNode())) + example(rule));
  }

  private static String childPointer(Error error, String pointer) {
    return pointer
        + "/"
        + NameList.printable(error.getProperty()).replace("~", "~0").replace("/", "~1");
  }

  private static String described(JsonNode rule, Error error) {
    return rule.path("description")
        .asText("a JSON Schema of draft 2020-12 here: " + error.getMessage());
  }

  private static String example(JsonNode rule) {
    var example = rule.path("examples").path(0);
    return example.isMissingNode() ? "" : ", for example to " + example;
  }

  /// The part of our schema that was broken; an empty node where it was the meta-schema.
  private static JsonNode rule(Error error) {
    var location = error.getSchemaLocation().toString();
    if (!location.startsWith(ID)) {
      return TREE.path("");
    }
    return TREE.at(location.substring(ID.length(), location.lastIndexOf('/')));
  }

  private static Schema compile() {
    var config =
        SchemaRegistryConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .regularExpressionFactory(ManifestSchema::bounded)
            .build();
    return SchemaRegistry.withDefaultDialect(
            Dialects.getDraft202012(), registry -> registry.schemaRegistryConfig(config))
        .getSchema(TREE);
  }

  private static RegularExpression bounded(String pattern) {
    var expression = JDKRegularExpressionFactory.getInstance().getRegularExpression(pattern);
    return text -> text.length() <= LONGEST && expression.matches(text);
  }

  private static JsonNode parse(String text) {
    try {
      return new JsonMapper().readTree(text);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static String load() {
    try (var schema = ManifestSchema.class.getResourceAsStream("plugin-manifest.schema.json")) {
      return new String(Objects.requireNonNull(schema).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
