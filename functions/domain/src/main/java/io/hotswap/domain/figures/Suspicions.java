package io.hotswap.domain.figures;

/// Carries suspicions from the nodes to the control plane.
public interface Suspicions {
  /// Returns once the control plane has it for sure. It may be told more than once.
  void tell(Suspicion suspicion);
}
