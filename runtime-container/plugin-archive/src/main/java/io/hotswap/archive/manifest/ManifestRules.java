package io.hotswap.archive.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.archive.violation.NameList;
import io.hotswap.archive.violation.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// The rules of a manifest that JSON Schema cannot express.
final class ManifestRules {
  private ManifestRules() {}

  static List<Violation> check(JsonNode manifest) {
    var violations = new ArrayList<Violation>();
    named(manifest, "operations", "name", violations);
    named(manifest, "dependencies", "plugin", violations);
    if (manifest.path("configuration").isObject()) {
      violations.addAll(ConfigurationRules.check(manifest.path("configuration")));
    }
    return violations;
  }

  private static void named(
      JsonNode manifest, String list, String key, List<Violation> violations) {
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
