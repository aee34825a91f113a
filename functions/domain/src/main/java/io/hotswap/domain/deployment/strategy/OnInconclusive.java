package io.hotswap.domain.deployment.strategy;

/// What to do when the evidence does not suffice in time.
public enum OnInconclusive {
  /// The deployment ends FailedClean.
  Fail,
  /// The deployment pauses until a person promotes or aborts it.
  Pause
}
