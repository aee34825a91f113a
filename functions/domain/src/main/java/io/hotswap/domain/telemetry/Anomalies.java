package io.hotswap.domain.telemetry;

/// Carries suspicions from the nodes to the control plane.
public interface Anomalies {
  /// Returns once the control plane has it for sure. It may be told more than once.
  void tell(Anomaly anomaly);
}
