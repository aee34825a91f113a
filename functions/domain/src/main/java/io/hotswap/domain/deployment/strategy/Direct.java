package io.hotswap.domain.deployment.strategy;

/// Routes everybody at once.
public record Direct(long minimumCalls) implements Strategy {
  @Override
  public StrategyName name() {
    return StrategyName.Direct;
  }
}
