package io.hotswap.domain.deployment.strategy;

/// How traffic is moved to a new version: a strategy with its validated settings, all defaults
/// filled in.
public sealed interface Strategy permits Direct, Canary, BlueGreen, Rolling, AbTest {
  StrategyName name();

  /// Minimum number of the version's calls before they count against it: within five minutes for a
  /// trigger, on each side for a verdict.
  long minimumCalls();
}
