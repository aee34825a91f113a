package io.hotswap.archive.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.archive.violation.NameList;
import io.hotswap.archive.violation.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// The rules of a configuration's schema beyond being a JSON Schema.
final class ConfigurationRules {
  private static final Set<String> NAMED =
      Set.of("properties", "$defs", "patternProperties", "dependentSchemas");
  private static final Set<String> LISTED = Set.of("allOf", "anyOf", "oneOf", "prefixItems");
  private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef");
  private static final Set<String> LITERAL = Set.of("const", "enum", "default", "examples");
  private static final Pattern TOP_LEVEL = Pattern.compile("/configuration/properties/[^/]+");

  private final List<Violation> violations = new ArrayList<>();

  private ConfigurationRules() {}

  static List<Violation> check(JsonNode schema) {
    var rules = new ConfigurationRules();
    rules.visit("/configuration", schema);
    return rules.violations;
  }

  private void visit(String pointer, JsonNode schema) {
    secret(pointer, schema);
    pattern(pointer, schema.path("pattern"));
    for (var keyword : schema.properties()) {
      var at = pointer + "/" + escaped(keyword.getKey());
      var value = keyword.getValue();
      if (REFERENCES.contains(keyword.getKey())) {
        reference(at, value);
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
  private void reference(String at, JsonNode value) {
    if (!value.asText().startsWith("#")) {
      violations.add(
          new Violation(
              at,
              "a reference inside this schema, beginning with #",
              "copy what it refers to into $defs"));
    }
  }

  private void pattern(String pointer, JsonNode pattern) {
    try {
      Pattern.compile(pattern.asText());
    } catch (StackOverflowError nested) {
      violations.add(
          new Violation(
              pointer + "/pattern", "a regular expression", "nest fewer groups in each other"));
    } catch (PatternSyntaxException broken) {
      violations.add(
          new Violation(
              pointer + "/pattern", "a regular expression", "mend it: " + broken.getDescription()));
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
    }
  }

  private static boolean isTopLevelString(String pointer, JsonNode schema) {
    return TOP_LEVEL.matcher(pointer).matches() && schema.path("type").asText().equals("string");
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
