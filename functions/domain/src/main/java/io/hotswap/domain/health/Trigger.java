package io.hotswap.domain.health;

import io.hotswap.domain.telemetry.Anomaly;
import java.util.Optional;

/// Conditions of the automatic rollback.
public enum Trigger {
  Unhealthy("Failed health checks"),
  ErrorRate("Too many failed calls"),
  Latency("Calls take too long");

  private final String reason;

  Trigger(String reason) {
    this.reason = reason;
  }

  /// For people, without numbers.
  public String reason() {
    return reason;
  }

  /// Empty for `Recovered`.
  static Optional<Trigger> forAnomaly(Anomaly.Kind kind) {
    return switch (kind) {
      case Unhealthy -> Optional.of(Unhealthy);
      case ErrorRate -> Optional.of(ErrorRate);
      case Latency -> Optional.of(Latency);
      case Recovered -> Optional.empty();
    };
  }
}
