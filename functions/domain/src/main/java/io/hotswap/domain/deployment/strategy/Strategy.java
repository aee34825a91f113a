package io.hotswap.domain.deployment.strategy;

/// How a version comes to an environment.
public enum Strategy {
  Direct,
  Canary,
  BlueGreen,
  Rolling,
  ABTesting
}
