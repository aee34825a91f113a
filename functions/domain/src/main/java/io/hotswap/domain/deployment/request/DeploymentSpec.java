package io.hotswap.domain.deployment.request;

import io.hotswap.domain.deployment.strategy.Direction;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import io.hotswap.domain.deployment.strategy.StrategyName;
import io.hotswap.domain.deployment.strategy.Switchover;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A deployment request as a client sends it: not validated, without defaults.
///
/// @param version absent for an A/B test, which names two `versions`
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
    Optional<AbConfig> abConfig) {

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
        Optional.empty());
  }

  public record DirectConfig(Optional<Long> minimumCalls) {
    static final DirectConfig EMPTY = new DirectConfig(Optional.empty());
  }

  public record CanaryConfig(
      Optional<List<Integer>> steps,
      Optional<Integer> initialPercentage,
      Optional<Integer> incrementPercentage,
      Optional<Duration> evaluationPeriod,
      Optional<Duration> maxExtension,
      Optional<OnInconclusive> onInconclusive,
      Optional<Boolean> autoRollback,
      Optional<Long> minimumCalls,
      Optional<Integer> minimumTenants,
      Optional<Boolean> callsAreIndependent) {
    static final CanaryConfig EMPTY =
        new CanaryConfig(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  public record BlueGreenConfig(
      Optional<Duration> warmupPeriod,
      Optional<Switchover> switchoverType,
      Optional<Duration> switchoverPeriod,
      Optional<Boolean> keepPreviousEnvironment,
      Optional<List<AcceptanceConfig>> acceptanceCases,
      Optional<Long> minimumCalls) {
    static final BlueGreenConfig EMPTY =
        new BlueGreenConfig(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  public record AcceptanceConfig(
      String name,
      String operation,
      Optional<String> contentType,
      Optional<String> body,
      Optional<String> contains) {}

  public record RollingConfig(
      Optional<Integer> batchSize,
      Optional<Duration> waitBetweenBatches,
      Optional<Duration> healthCheckTimeout,
      Optional<Long> minimumCalls) {
    static final RollingConfig EMPTY =
        new RollingConfig(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  public record AbConfig(
      String variantA,
      String variantB,
      Map<String, Integer> trafficSplit,
      Optional<Duration> testDuration,
      Optional<Duration> maxExtension,
      Optional<OnInconclusive> onInconclusive,
      Optional<List<String>> decisionMetrics,
      Optional<Long> minimumCalls,
      Optional<Integer> minimumTenants,
      Optional<Boolean> callsAreIndependent,
      Optional<List<MetricConfig>> metrics) {}

  /// @param better higher when left out
  public record MetricConfig(String name, Optional<Direction> better, Optional<String> unit) {}
}
