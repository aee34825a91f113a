package io.hotswap.domain.deployment.strategy;

import java.time.Duration;

/// @param batchSize nodes at a time
/// @param healthCheckTimeout how long a batch has to serve the version healthily
public record Rolling(
    int batchSize, Duration waitBetweenBatches, Duration healthCheckTimeout, long minimumCalls)
    implements Strategy {
  @Override
  public StrategyName name() {
    return StrategyName.Rolling;
  }
}
