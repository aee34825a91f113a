package io.hotswap.registration;

import io.hotswap.domain.plugin.VersionLimit;
import java.util.Map;

/// @param maxVersionsPerPlugin that may be registered
record VersionLimitConfig(int maxVersionsPerPlugin) {
  private static final String MAX_VERSIONS = "HOTSWAP_MAX_VERSIONS_PER_PLUGIN";

  VersionLimitConfig {
    if (maxVersionsPerPlugin < 1) {
      throw new IllegalArgumentException(
          MAX_VERSIONS + " must be at least 1, not: " + maxVersionsPerPlugin);
    }
  }

  static VersionLimitConfig from(Map<String, String> environment) {
    var value = environment.getOrDefault(MAX_VERSIONS, "50");
    try {
      return new VersionLimitConfig(Integer.parseInt(value));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          MAX_VERSIONS + " must be a number such as 50, not: " + value, e);
    }
  }

  VersionLimit limit() {
    return new VersionLimit(maxVersionsPerPlugin, "MaxVersionsPerPlugin");
  }
}
