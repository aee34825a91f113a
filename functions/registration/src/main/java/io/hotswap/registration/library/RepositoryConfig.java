package io.hotswap.registration.library;

import java.util.Map;

/// @param plain whether repositories on this machine may be asked by plain HTTP
record RepositoryConfig(boolean plain) {
  private static final String NAME = "HOTSWAP_PLAIN_REPOSITORIES";

  static RepositoryConfig from(Map<String, String> environment) {
    return switch (environment.getOrDefault(NAME, "false")) {
      case "true" -> new RepositoryConfig(true);
      case "false" -> new RepositoryConfig(false);
      case String other ->
          throw new IllegalArgumentException(NAME + " must be true or false, not: " + other);
    };
  }
}
