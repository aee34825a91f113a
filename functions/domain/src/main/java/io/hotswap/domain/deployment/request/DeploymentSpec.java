package io.hotswap.domain.deployment.request;

import io.hotswap.domain.deployment.strategy.OnMisfit;
import io.hotswap.domain.deployment.strategy.StrategyName;
import java.util.List;
import java.util.Optional;

/// A deployment request as a client sends it: not validated, without defaults.
///
/// @param version absent for an A/B test, which names two `versions`
/// @param configuration the plugin's default configuration there, a JSON object with its keys in
///   order; `{}`: none; empty: the one in force
public record DeploymentSpec(
    String pluginId,
    Optional<String> version,
    Optional<List<String>> versions,
    String environment,
    String strategy,
    Optional<DirectConfig> directConfig,
    Optional<CanaryConfig> canaryConfig,
    Optional<BlueGreenConfig> blueGreenConfig,
    Optional<RollingConfig> rollingConfig,
    Optional<AbConfig> abConfig,
    Optional<OnMisfit> onMisfit,
    Optional<String> configuration) {

  /// Everybody at once.
  public static DeploymentSpec direct(String plugin, String version, String environment) {
    return new DeploymentSpec(
        plugin,
        Optional.of(version),
        Optional.empty(),
        environment,
        StrategyName.Direct.name(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
