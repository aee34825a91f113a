package io.hotswap.persistence;

import io.hotswap.domain.deployment.admission.PreReleaseAdmission;
import io.hotswap.domain.ids.Environment;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// @param environments that take pre-release versions
public record PreReleaseConfig(Set<Environment> environments) {
  private static final String NAME = "HOTSWAP_PRE_RELEASE_ENVIRONMENTS";

  public PreReleaseConfig {
    environments = Set.copyOf(environments);
  }

  /// @return {@code Development,QA} where nothing is set; none where it is empty
  public static PreReleaseConfig from(Map<String, String> variables) {
    var text = variables.get(NAME);
    if (text == null) {
      return new PreReleaseConfig(PreReleaseAdmission.STANDARD);
    }
    Set<Environment> environments = EnumSet.noneOf(Environment.class);
    for (var name : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      environments.add(environment(name, text));
    }
    return new PreReleaseConfig(environments);
  }

  private static Environment environment(String name, String text) {
    try {
      return Environment.valueOf(name);
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException(
          NAME + " must be environments joined by commas, such as Development,QA, not: " + text,
          unknown);
    }
  }
}
