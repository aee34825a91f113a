package io.hotswap.domain.deployment.request;

import io.hotswap.domain.deployment.strategy.Direct;
import java.util.Optional;

/// Settings of a direct deployment as a client sends them.
public record DirectConfig(Optional<Long> minimumCalls) implements StrategyConfig {
  static final DirectConfig EMPTY = new DirectConfig(Optional.empty());

  @Override
  public String pointer() {
    return "/directConfig";
  }

  @Override
  public Direct validated(DeploymentSpec spec, ValidationErrors errors) {
    return new Direct(errors.minimumCalls("/directConfig/minimumCalls", minimumCalls));
  }
}
