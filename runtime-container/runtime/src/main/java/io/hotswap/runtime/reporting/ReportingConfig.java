package io.hotswap.runtime.reporting;

import io.hotswap.runtime.config.Variables;
import java.time.Duration;

/// @param every interval between two rounds of reports to the control plane
public record ReportingConfig(Duration every) {
  // With a longer interval, a minute could end unreported between two rounds.
  private static final Duration MOST = Duration.ofSeconds(30);

  public ReportingConfig {
    if (every.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "HOTSWAP_REPORTING_MILLIS must be at most "
              + MOST.toMillis()
              + ", not: "
              + every.toMillis());
    }
  }

  public static ReportingConfig from(Variables variables) {
    return new ReportingConfig(variables.millis("HOTSWAP_REPORTING_MILLIS", 10_000));
  }
}
