package io.hotswap.persistence;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;

/// @param expiry how long an approval can be decided
public record ApprovalConfig(Duration expiry) {
  public ApprovalConfig {
    if (!expiry.isPositive()) {
      throw new IllegalArgumentException(
          "HOTSWAP_APPROVAL_EXPIRY must be a positive duration, not: " + expiry);
    }
  }

  public static ApprovalConfig from(Map<String, String> environment) {
    var value = environment.getOrDefault("HOTSWAP_APPROVAL_EXPIRY", "PT48H");
    try {
      return new ApprovalConfig(Duration.parse(value));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "HOTSWAP_APPROVAL_EXPIRY must be an ISO 8601 duration such as PT48H, not: " + value, e);
    }
  }
}
