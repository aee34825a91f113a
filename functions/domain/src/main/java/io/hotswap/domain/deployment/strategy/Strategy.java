package io.hotswap.domain.deployment.strategy;

/// How traffic is moved to a new version.
public enum Strategy {
  Direct,
  Canary,
  BlueGreen,
  Rolling,
  ABTesting
}
