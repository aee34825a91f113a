package io.hotswap.archive.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaException;
import io.hotswap.archive.configuration.ConfigurationSchema;
import io.hotswap.archive.configuration.UnusableSchema;
import io.hotswap.archive.violation.NameList;
import io.hotswap.archive.violation.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// The rules of a schema in a manifest beyond being a JSON Schema.
final class EmbeddedSchemaRules {
  private static final Set<String> NAMED =
      Set.of("properties", "$defs", "patternProperties", "dependentSchemas");
  private static final Set<String> LISTED = Set.of("allOf", "anyOf", "oneOf", "prefixItems");
  private static final Set<String> UNSUPPORTED =
      Set.of("$id", "$anchor", "$dynamicAnchor", "$dynamicRef", "$vocabulary");
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
  private static final Set<String> LITERAL = Set.of("const", "enum", "default", "examples");
  private static final Pattern TOP_LEVEL = Pattern.compile("/configuration/properties/[^/]+");

  private final String place;
  private final JsonNode root;
  private final List<Violation> violations = new ArrayList<>();
  private final Map<String, JsonNode> defaults = new LinkedHashMap<>();

  private EmbeddedSchemaRules(String place, JsonNode root) {
    this.place = place;
    this.root = root;
  }

  /// @param place pointer to the schema in the manifest
  static List<Violation> check(String place, JsonNode schema) {
    var rules = new EmbeddedSchemaRules(place, schema);
    rules.visit(place, schema);
    if (rules.violations.isEmpty()) {
      rules.checkDefaults();
    }
    return rules.violations;
  }

  private void checkDefaults() {
    try {
      var schema = ConfigurationSchema.of(root);
      defaults.forEach(
          (pointer, value) ->
              schema.violationsOfDefault(pointer.substring(place.length()), value).stream()
                  .map(it -> ofDefault(pointer, it))
                  .forEach(violations::add));
      schema.tryOut();
    } catch (SchemaException | UnusableSchema unusable) {
      violations.add(
          new Violation(
              place,
              "a JSON Schema that values can be checked with",
              "mend it: " + NameList.printable(String.valueOf(unusable.getMessage()))));
    }
  }

  private static Violation ofDefault(String pointer, Violation it) {
    return new Violation(
        pointer + "/default" + it.pointer(),
        it.expected() + ", as the schema that it is the default of says",
        it.fix());
  }

  private void visit(String pointer, JsonNode schema) {
    secret(pointer, schema);
    if (schema.has("pattern")) {
      pattern(pointer + "/pattern", schema.path("pattern").asText());
    }
    schema
        .path("patternProperties")
        .fieldNames()
        .forEachRemaining(it -> pattern(pointer + "/patternProperties/" + escaped(it), it));
    if (schema.has("default")) {
      defaults.put(pointer, schema.path("default"));
    }
    for (var keyword : schema.properties()) {
      var at = pointer + "/" + escaped(keyword.getKey());
      var value = keyword.getValue();
      if (keyword.getKey().equals("$ref")) {
        reference(at, value.asText());
      } else if (UNSUPPORTED.contains(keyword.getKey())) {
        violations.add(
            new Violation(at, "references by place alone", "refer to #/… and remove it"));
      } else if (keyword.getKey().equals("$schema") && !value.asText().equals(DIALECT)) {
        violations.add(new Violation(at, DIALECT, "change it, or remove it"));
      } else if (NAMED.contains(keyword.getKey())) {
        value
            .properties()
            .forEach(named -> visit(at + "/" + escaped(named.getKey()), named.getValue()));
      } else if (LISTED.contains(keyword.getKey())) {
        for (int item = 0; item < value.size(); item++) {
          visit(at + "/" + item, value.path(item));
        }
      } else if (value.isObject() && !LITERAL.contains(keyword.getKey())) {
        visit(at, value);
      }
    }
  }

  /// The control plane validates tenants' values with this schema, and must not fetch another one
  /// for it.
  private void reference(String at, String target) {
    var inside = target.startsWith("#") ? target.substring(1) : target;
    if (!target.startsWith("#") || !(inside.isEmpty() || inside.startsWith("/"))) {
      violations.add(
          new Violation(
              at,
              "a reference inside this schema, beginning with #/",
              "copy what it refers to into $defs"));
    } else if (root.at(inside).isMissingNode()) {
      violations.add(
          new Violation(
              at, "a reference to a place that is there", "correct " + NameList.printable(target)));
    }
  }

  private void pattern(String at, String pattern) {
    try {
      Pattern.compile(pattern);
    } catch (StackOverflowError nested) {
      violations.add(new Violation(at, "a regular expression", "nest fewer groups in each other"));
    } catch (PatternSyntaxException broken) {
      violations.add(
          new Violation(at, "a regular expression", "mend it: " + broken.getDescription()));
    }
  }

  private void secret(String pointer, JsonNode schema) {
    var secret = schema.path("secret");
    if (secret.isMissingNode()) {
      return;
    }
    if (!secret.isBoolean()) {
      violations.add(
          new Violation(
              pointer + "/secret",
              "true or false",
              "change " + NameList.printable(secret.toString())));
    } else if (secret.asBoolean() && !isTopLevelString(pointer, schema)) {
      violations.add(
          new Violation(
              pointer + "/secret",
              "secrets to be strings at the top level of the configuration",
              "move the property to the top level and give it the type string"));
    } else if (secret.asBoolean() && schema.has("default")) {
      violations.add(
          new Violation(
              pointer + "/default",
              "secrets without a default, which everybody could read",
              "remove it"));
    }
  }

  private static boolean isTopLevelString(String pointer, JsonNode schema) {
    return TOP_LEVEL.matcher(pointer).matches() && schema.path("type").asText().equals("string");
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
