package io.hotswap.runtime.reporting;

import io.hotswap.runtime.config.Variables;
import java.time.Duration;

/// @param every between two rounds of telling the control plane what was counted
public record ReportingConfig(Duration every) {
  // Longer, and a minute could pass untold between two rounds.
  private static final Duration MOST = Duration.ofSeconds(30);

  public ReportingConfig {
    if (every.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "HOTSWAP_FIGURES_MILLIS must be at most "
              + MOST.toMillis()
              + ", not: "
              + every.toMillis());
    }
  }

  public static ReportingConfig from(Variables variables) {
    return new ReportingConfig(variables.millis("HOTSWAP_FIGURES_MILLIS", 10_000));
  }
}
