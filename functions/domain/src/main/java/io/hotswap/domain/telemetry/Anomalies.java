package io.hotswap.domain.telemetry;

/// Sends anomalies from nodes to the control plane.
public interface Anomalies {
  /// Returns once the anomaly is stored durably. At least once: it may be delivered twice.
  void report(Anomaly anomaly);
}
