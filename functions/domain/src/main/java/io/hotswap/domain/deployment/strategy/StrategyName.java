package io.hotswap.domain.deployment.strategy;

/// Name of a strategy in requests, answers and state machines.
public enum StrategyName {
  Direct,
  Canary,
  BlueGreen,
  Rolling,
  ABTesting
}
