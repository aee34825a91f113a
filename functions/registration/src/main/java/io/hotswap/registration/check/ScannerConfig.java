package io.hotswap.registration.check;

import java.util.Map;

/// @param guardDuty whether GuardDuty scans the bucket, so that nobody else has to
record ScannerConfig(boolean guardDuty) {
  private static final String NAME = "HOTSWAP_GUARD_DUTY";

  static ScannerConfig from(Map<String, String> environment) {
    return switch (environment.getOrDefault(NAME, "false")) {
      case "true" -> new ScannerConfig(true);
      case "false" -> new ScannerConfig(false);
      case String other ->
          throw new IllegalArgumentException(NAME + " must be true or false, not: " + other);
    };
  }
}
