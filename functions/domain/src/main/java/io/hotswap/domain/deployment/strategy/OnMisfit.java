package io.hotswap.domain.deployment.strategy;

/// What to do when the version would refuse the configuration of tenants.
public enum OnMisfit {
  /// The deployment is refused and names them.
  Refuse,
  /// They stay with the version that serves them until they have a configuration that fits.
  Exclude
}
