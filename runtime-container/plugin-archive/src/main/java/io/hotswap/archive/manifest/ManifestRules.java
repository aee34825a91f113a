package io.hotswap.archive.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.archive.violation.NameList;
import io.hotswap.archive.violation.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/// The rules of a manifest that JSON Schema cannot express.
final class ManifestRules {
  private static final Pattern JSON = Pattern.compile("application/json|[^/]+/[^/]+\\+json");

  private ManifestRules() {}

  static List<Violation> check(JsonNode manifest) {
    var violations = new ArrayList<Violation>();
    named(manifest, "operations", "name", violations);
    violations.addAll(DependencyRules.check(manifest));
    if (manifest.path("configuration").isObject()) {
      violations.addAll(
          EmbeddedSchemaRules.check("/configuration", manifest.path("configuration")));
    }
    for (int at = 0; at < manifest.path("operations").size(); at++) {
      var operation = manifest.path("operations").path(at);
      body("/operations/" + at + "/input", operation.path("input"), violations);
      body("/operations/" + at + "/output", operation.path("output"), violations);
    }
    return violations;
  }

  private static void body(String pointer, JsonNode body, List<Violation> violations) {
    var schema = body.path("schema");
    if (!schema.isObject()) {
      return;
    }
    if (!JSON.matcher(body.path("mediaType").asText()).matches()) {
      violations.add(
          new Violation(
              pointer + "/schema",
              "a JSON Schema with a JSON media type only: application/json or one that ends with"
                  + " +json",
              "remove the schema, or correct the media type"));
    }
    violations.addAll(EmbeddedSchemaRules.check(pointer + "/schema", schema));
  }

  static void named(JsonNode manifest, String list, String key, List<Violation> violations) {
    var seen = new HashSet<String>();
    var items = manifest.path(list);
    for (int at = 0; at < items.size(); at++) {
      var name = items.path(at).path(key);
      if (name.isTextual() && !seen.add(name.asText())) {
        violations.add(
            new Violation(
                "/" + list + "/" + at + "/" + key,
                "each " + key + " once",
                "rename or remove the second " + NameList.printable(name.toString())));
      }
    }
  }
}
