package io.hotswap.domain.deployment.request;

import io.hotswap.domain.deployment.strategy.Rolling;
import java.time.Duration;
import java.util.Optional;

/// Settings of a rolling deployment as a client sends them.
public record RollingConfig(
    Optional<Integer> batchSize,
    Optional<Duration> waitBetweenBatches,
    Optional<Duration> healthCheckTimeout,
    Optional<Long> minimumCalls)
    implements StrategyConfig {
  static final RollingConfig EMPTY =
      new RollingConfig(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  @Override
  public String pointer() {
    return "/rollingConfig";
  }

  @Override
  public Rolling validated(DeploymentSpec spec, ValidationErrors errors) {
    int batch = batchSize.orElse(1);
    if (batch < 1 || batch > 1000) {
      errors.add(
          "/rollingConfig/batchSize", "a number from 1 to 1000", "Send how many nodes at a time.");
    }
    return new Rolling(
        batch,
        errors.duration(
            "/rollingConfig/waitBetweenBatches",
            waitBetweenBatches,
            "PT2M",
            Duration.ZERO,
            ValidationErrors.HOUR),
        errors.duration(
            "/rollingConfig/healthCheckTimeout",
            healthCheckTimeout,
            "PT30S",
            ValidationErrors.SECOND,
            ValidationErrors.HOUR),
        errors.minimumCalls("/rollingConfig/minimumCalls", minimumCalls));
  }
}
