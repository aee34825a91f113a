package io.hotswap.domain.deployment.request;

import io.hotswap.domain.deployment.strategy.Strategy;

/// The settings of one strategy as a client sends them.
sealed interface StrategyConfig
    permits DirectConfig, CanaryConfig, BlueGreenConfig, RollingConfig, AbConfig {
  /// The request's field.
  String pointer();

  /// The strategy with all defaults filled in.
  ///
  /// @param errors gets whatever is wrong; the result is then of no use
  Strategy validated(DeploymentSpec spec, ValidationErrors errors);
}
