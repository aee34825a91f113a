package io.hotswap.domain.deployment;

/// How a version comes to an environment.
public enum Strategy {
  Direct,
  Canary,
  BlueGreen,
  Rolling,
  ABTesting
}
