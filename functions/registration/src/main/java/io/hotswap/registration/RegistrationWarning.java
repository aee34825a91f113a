package io.hotswap.registration;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/// A declaration in the manifest that the platform does not act on.
///
/// @param pointer JSON pointer into the manifest
record RegistrationWarning(String pointer, String detail) {
  private static final String DEPENDENCIES = "dependencies";

  /// By kind of dependency.
  private static final Map<String, String> UNUSED =
      Map.of("native", "Native libraries are not looked for yet: see that the nodes have them.");

  static List<RegistrationWarning> of(JsonNode manifest) {
    return UNUSED.entrySet().stream()
        .filter(it -> !manifest.path(DEPENDENCIES).path(it.getKey()).isEmpty())
        .sorted(Map.Entry.comparingByKey())
        .map(
            it ->
                new RegistrationWarning(
                    "#manifest/%s/%s".formatted(DEPENDENCIES, it.getKey()), it.getValue()))
        .toList();
  }
}
