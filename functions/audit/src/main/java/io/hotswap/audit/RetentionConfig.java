package io.hotswap.audit;

import java.time.Duration;
import java.util.Map;

/// How long records stay before they are archived and removed.
record RetentionConfig(Duration kept) {
  private static final int LEAST_DAYS = 30;
  private static final String NAME = "HOTSWAP_AUDIT_RETENTION_DAYS";

  static RetentionConfig from(Map<String, String> environment) {
    var expected = "days, at least " + LEAST_DAYS;
    var value = DigestConfig.required(environment, NAME, expected);
    try {
      int days = Integer.parseInt(value);
      if (days >= LEAST_DAYS) {
        return new RetentionConfig(Duration.ofDays(days));
      }
    } catch (NumberFormatException noNumber) {
      throw new IllegalStateException(NAME + " must be " + expected + ", not: " + value, noNumber);
    }
    throw new IllegalStateException(NAME + " must be " + expected + ", not: " + value);
  }
}
