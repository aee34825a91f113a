package io.hotswap.registration;

import java.time.Duration;
import java.util.Map;

/// @param validity how long an upload may take
record UploadConfig(Duration validity) {
  private static final String SECONDS = "HOTSWAP_UPLOAD_SECONDS";
  private static final String HOUR = "3600";

  UploadConfig {
    if (!validity.isPositive() || validity.compareTo(Duration.ofDays(7)) > 0) {
      throw new IllegalArgumentException(SECONDS + " must be from 1 to 604800, not " + validity);
    }
  }

  static UploadConfig from(Map<String, String> environment) {
    var seconds = environment.getOrDefault(SECONDS, HOUR);
    try {
      return new UploadConfig(Duration.ofSeconds(Long.parseLong(seconds)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(SECONDS + " must be a number, not: " + seconds, e);
    }
  }
}
