package io.hotswap.domain.deployment.strategy;

/// Which values of a metric are better.
public enum Direction {
  Higher,
  Lower
}
