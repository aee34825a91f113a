package io.hotswap.registration;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// A declaration in the manifest that the platform does not act on.
///
/// @param pointer JSON pointer into the manifest
record RegistrationWarning(String pointer, String detail) {
  static List<RegistrationWarning> of(JsonNode manifest) {
    var dependencies = manifest.path("dependencies");
    return dependencies.isEmpty()
        ? List.of()
        : List.of(
            new RegistrationWarning(
                "#manifest/dependencies",
                "Dependencies are not checked yet: neither registration nor deployment checks"
                    + " that these plugins and versions are there, and the order of deployments is"
                    + " yours."));
  }
}
