package io.hotswap.domain.deployment;

import io.hotswap.domain.deployment.request.AbConfig;
import io.hotswap.domain.deployment.request.AcceptanceConfig;
import io.hotswap.domain.deployment.request.BlueGreenConfig;
import io.hotswap.domain.deployment.request.CanaryConfig;
import io.hotswap.domain.deployment.request.DeploymentSpec;
import io.hotswap.domain.deployment.request.RollingConfig;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import io.hotswap.domain.deployment.strategy.OnMisfit;
import io.hotswap.domain.deployment.strategy.StrategyName;
import io.hotswap.domain.deployment.strategy.Switchover;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What tests wish for.
public final class Wishes {
  static final Duration PERIOD = Duration.ofMinutes(10);

  private Wishes() {}

  public static DeploymentSpec canary(
      OnInconclusive onInconclusive, boolean autoRollback, Integer... steps) {
    return wish(
        StrategyName.Canary,
        Optional.of(
            new CanaryConfig(
                Optional.of(List.of(steps)),
                Optional.empty(),
                Optional.empty(),
                Optional.of(PERIOD),
                Optional.of(PERIOD),
                Optional.of(onInconclusive),
                Optional.of(autoRollback),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())),
        Optional.empty(),
        Optional.empty());
  }

  static DeploymentSpec blueGreen(Switchover how, boolean keepPrevious) {
    return wish(
        StrategyName.BlueGreen,
        Optional.empty(),
        Optional.of(
            new BlueGreenConfig(
                Optional.of(Duration.ofMinutes(5)),
                Optional.of(how),
                how == Switchover.Linear ? Optional.of(Duration.ofSeconds(100)) : Optional.empty(),
                Optional.of(keepPrevious),
                Optional.of(
                    List.of(
                        new AcceptanceConfig(
                            "renders",
                            "render",
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of("<p>")))),
                Optional.empty())),
        Optional.empty());
  }

  static DeploymentSpec rolling(int batchSize) {
    return wish(
        StrategyName.Rolling,
        Optional.empty(),
        Optional.empty(),
        Optional.of(
            new RollingConfig(
                Optional.of(batchSize),
                Optional.of(Duration.ofMinutes(2)),
                Optional.of(Duration.ofSeconds(30)),
                Optional.empty())));
  }

  static DeploymentSpec variants(OnInconclusive onInconclusive) {
    return variants("1.0.0", "1.1.0", onInconclusive);
  }

  static DeploymentSpec variants(String a, String b) {
    return variants(a, b, OnInconclusive.Fail);
  }

  private static DeploymentSpec variants(String a, String b, OnInconclusive onInconclusive) {
    return new DeploymentSpec(
        "markdown",
        Optional.empty(),
        Optional.of(List.of(a, b)),
        "Development",
        StrategyName.ABTesting.name(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(
            new AbConfig(
                a,
                b,
                Map.of("A", 50, "B", 50),
                Optional.of(Duration.ofHours(24)),
                Optional.of(Duration.ofHours(24)),
                Optional.of(onInconclusive),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())),
        Optional.empty(),
        Optional.empty());
  }

  private static DeploymentSpec wish(
      StrategyName strategyName,
      Optional<CanaryConfig> canary,
      Optional<BlueGreenConfig> blueGreen,
      Optional<RollingConfig> rolling) {
    return new DeploymentSpec(
        "markdown",
        Optional.of("1.1.0"),
        Optional.empty(),
        "Development",
        strategyName.name(),
        Optional.empty(),
        canary,
        blueGreen,
        rolling,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /// The same, going around tenants whose configuration does not fit.
  static DeploymentSpec excluding(DeploymentSpec it) {
    return with(it, it.version(), Optional.of(OnMisfit.Exclude), it.configuration());
  }

  static DeploymentSpec ofVersion(String version, DeploymentSpec it) {
    return with(it, Optional.of(version), it.onMisfit(), it.configuration());
  }

  /// The same with a default configuration.
  static DeploymentSpec configured(String configuration, DeploymentSpec it) {
    return with(it, it.version(), it.onMisfit(), Optional.of(configuration));
  }

  private static DeploymentSpec with(
      DeploymentSpec it,
      Optional<String> version,
      Optional<OnMisfit> onMisfit,
      Optional<String> configuration) {
    return new DeploymentSpec(
        it.pluginId(),
        version,
        it.versions(),
        it.environment(),
        it.strategy(),
        it.directConfig(),
        it.canaryConfig(),
        it.blueGreenConfig(),
        it.rollingConfig(),
        it.abConfig(),
        onMisfit,
        configuration);
  }
}
