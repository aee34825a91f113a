package io.hotswap.domain.trust;

/// What becomes of what a revoked certificate signed and that serves.
public enum OnServing {
  /// The operators are told what it is.
  Report,
  /// It is rolled back, too, where what served before counts.
  RollBack
}
