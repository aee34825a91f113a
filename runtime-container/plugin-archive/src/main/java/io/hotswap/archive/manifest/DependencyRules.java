package io.hotswap.archive.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.archive.violation.NameList;
import io.hotswap.archive.violation.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/// The rules of a manifest's dependencies that JSON Schema cannot express, or could not explain.
final class DependencyRules {
  private static final String PLUGINS = "/dependencies/plugins/";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final int LONGEST = 64;

  private DependencyRules() {}

  static List<Violation> check(JsonNode manifest) {
    List<Violation> violations = new ArrayList<>();
    var dependencies = manifest.path("dependencies");
    for (var plugin : dependencies.path("plugins").properties()) {
      plugin(plugin.getKey(), manifest.path("name").asText(), violations);
    }
    libraries(dependencies.path("libraries"), violations);
    calls(manifest.at("/permissions/calls"), manifest.path("name").asText(), violations);
    return violations;
  }

  private static void calls(JsonNode calls, String own, List<Violation> violations) {
    for (int at = 0; at < calls.size(); at++) {
      if (calls.path(at).asText().equals(own)) {
        violations.add(
            new Violation(
                "/permissions/calls/" + at,
                "another plugin than this one",
                "remove " + NameList.printable(own) + " there"));
      }
    }
  }

  private static void plugin(String name, String own, List<Violation> violations) {
    var pointer = PLUGINS + NameList.printable(name).replace("~", "~0").replace("/", "~1");
    if (name.length() > LONGEST || !NAME.matcher(name).matches()) {
      violations.add(
          new Violation(
              pointer,
              "the name of a plugin: lower-case words joined by hyphens, 1 to 64 characters",
              "correct the name, for example to markdown"));
    } else if (name.equals(own)) {
      violations.add(
          new Violation(pointer, "another plugin than this one", "remove " + own + " there"));
    }
  }

  /// Two versions of one artifact would hide each other on the class path.
  private static void libraries(JsonNode libraries, List<Violation> violations) {
    var seen = new HashSet<String>();
    for (int at = 0; at < libraries.size(); at++) {
      var coordinates = libraries.path(at).path("coordinates").asText();
      int version = coordinates.lastIndexOf(':');
      if (version > 0 && !seen.add(coordinates.substring(0, version))) {
        violations.add(
            new Violation(
                "/dependencies/libraries/" + at + "/coordinates",
                "each artifact once",
                "keep one version of " + NameList.printable(coordinates.substring(0, version))));
      }
    }
  }
}
