package io.hotswap.domain.deployment;

import io.hotswap.domain.deployment.request.AbConfig;
import io.hotswap.domain.deployment.request.AcceptanceConfig;
import io.hotswap.domain.deployment.request.BlueGreenConfig;
import io.hotswap.domain.deployment.request.CanaryConfig;
import io.hotswap.domain.deployment.request.DeploymentSpec;
import io.hotswap.domain.deployment.request.RollingConfig;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import io.hotswap.domain.deployment.strategy.StrategyName;
import io.hotswap.domain.deployment.strategy.Switchover;
import io.hotswap.domain.ids.Environment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Deployments of 1.1.0 after 1.0.0, by each strategy, that take minutes.
public final class ShortWishes {
  static final Duration EVALUATION = Duration.ofMinutes(2);
  static final Duration EXTENSION = Duration.ofMinutes(1);
  static final Duration TEST = Duration.ofMinutes(10);

  private ShortWishes() {}

  /// Everybody at once, where somebody may have to be asked.
  public static DeploymentSpec direct(Environment environment) {
    return DeploymentSpec.direct("markdown", "1.1.0", environment.name());
  }

  public static DeploymentSpec of(StrategyName strategyName) {
    return switch (strategyName) {
      case Direct -> direct(Environment.Development);
      case Canary -> canary(OnInconclusive.Fail, true, 10, 30, 100);
      case BlueGreen -> blueGreen(Switchover.Linear, true);
      case Rolling -> rolling(1);
      case ABTesting -> variants(50, OnInconclusive.Fail);
    };
  }

  static DeploymentSpec canary(
      OnInconclusive onInconclusive, boolean autoRollback, Integer... steps) {
    return canary(
        new CanaryConfig(
            Optional.of(List.of(steps)),
            Optional.empty(),
            Optional.empty(),
            Optional.of(EVALUATION),
            Optional.of(EXTENSION),
            Optional.of(onInconclusive),
            Optional.of(autoRollback),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  static DeploymentSpec canary(CanaryConfig config) {
    return new DeploymentSpec(
        "markdown",
        Optional.of("1.1.0"),
        Optional.empty(),
        "Development",
        "Canary",
        Optional.empty(),
        Optional.of(config),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static DeploymentSpec blueGreen(
      Switchover type, boolean keepsPrevious, AcceptanceConfig... cases) {
    return blueGreen(
        new BlueGreenConfig(
            Optional.of(Duration.ofSeconds(30)),
            Optional.of(type),
            type == Switchover.Linear ? Optional.of(Duration.ofSeconds(100)) : Optional.empty(),
            Optional.of(keepsPrevious),
            Optional.of(List.of(cases)),
            Optional.empty()));
  }

  static DeploymentSpec blueGreen(BlueGreenConfig config) {
    return new DeploymentSpec(
        "markdown",
        Optional.of("1.1.0"),
        Optional.empty(),
        "Development",
        "BlueGreen",
        Optional.empty(),
        Optional.empty(),
        Optional.of(config),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static DeploymentSpec rolling(int batchSize) {
    return rolling(
        new RollingConfig(
            Optional.of(batchSize),
            Optional.of(Duration.ofSeconds(20)),
            Optional.of(Duration.ofSeconds(30)),
            Optional.empty()));
  }

  static DeploymentSpec rolling(RollingConfig config) {
    return new DeploymentSpec(
        "markdown",
        Optional.of("1.1.0"),
        Optional.empty(),
        "Development",
        "Rolling",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(config),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static DeploymentSpec variants(int percentB, OnInconclusive onInconclusive) {
    return variants(
        new AbConfig(
            "1.0.0",
            "1.1.0",
            Map.of("A", 100 - percentB, "B", percentB),
            Optional.of(TEST),
            Optional.of(EXTENSION),
            Optional.of(onInconclusive),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  static DeploymentSpec variants(AbConfig config) {
    return new DeploymentSpec(
        "markdown",
        Optional.empty(),
        Optional.of(List.of("1.0.0", "1.1.0")),
        "Development",
        "ABTesting",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(config),
        Optional.empty(),
        Optional.empty());
  }
}
