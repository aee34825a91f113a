package io.hotswap.persistence;

import io.hotswap.domain.deployment.request.AbConfig;
import io.hotswap.domain.deployment.request.AcceptanceConfig;
import io.hotswap.domain.deployment.request.BlueGreenConfig;
import io.hotswap.domain.deployment.request.CanaryConfig;
import io.hotswap.domain.deployment.request.DeploymentSpec;
import io.hotswap.domain.deployment.request.RollingConfig;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import io.hotswap.domain.deployment.strategy.StrategyName;
import io.hotswap.domain.deployment.strategy.Switchover;
import io.hotswap.domain.ids.PluginId;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Requests as large as openapi.yaml and the manifest's schema let them be.
final class LargestWishes {
  static final String OPERATION = "o".repeat(64);
  static final Set<String> PERMISSIONS =
      IntStream.range(0, 50)
          .mapToObj(it -> "network:%02d-%s:65535".formatted(it, "h".repeat(250)))
          .collect(Collectors.toSet());
  static final List<String> METRICS =
      IntStream.range(0, 8).mapToObj(it -> "m" + it + "x".repeat(62)).toList();
  private static final Duration PERIOD = Duration.ofSeconds(30);
  private static final List<Integer> TWENTY_STEPS =
      IntStream.rangeClosed(1, 20).map(it -> it * 5).boxed().toList();

  private LargestWishes() {}

  /// Of [WholeLife#AFTER].
  static DeploymentSpec of(PluginId plugin, StrategyName strategyName) {
    return of(plugin, strategyName, TWENTY_STEPS);
  }

  /// Of [WholeLife#AFTER].
  static DeploymentSpec canary(PluginId plugin, List<Integer> steps) {
    return of(plugin, StrategyName.Canary, steps);
  }

  private static DeploymentSpec of(
      PluginId plugin, StrategyName strategyName, List<Integer> steps) {
    boolean test = strategyName == StrategyName.ABTesting;
    return new DeploymentSpec(
        plugin.toString(),
        Optional.of(WholeLife.AFTER).filter(it -> !test),
        Optional.of(List.of(WholeLife.BEFORE, WholeLife.AFTER)).filter(it -> test),
        "Development",
        strategyName.name(),
        Optional.empty(),
        Optional.of(canary(steps)).filter(it -> strategyName == StrategyName.Canary),
        Optional.of(blueGreen()).filter(it -> strategyName == StrategyName.BlueGreen),
        Optional.of(rolling()).filter(it -> strategyName == StrategyName.Rolling),
        Optional.of(variants()).filter(it -> test),
        Optional.empty(),
        Optional.empty());
  }

  private static CanaryConfig canary(List<Integer> steps) {
    return new CanaryConfig(
        Optional.of(steps),
        Optional.empty(),
        Optional.empty(),
        Optional.of(PERIOD),
        Optional.of(PERIOD),
        Optional.of(OnInconclusive.Pause),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static BlueGreenConfig blueGreen() {
    var acceptance =
        new AcceptanceConfig(
            "𝒜".repeat(100),
            OPERATION,
            Optional.of("𝒜".repeat(100)),
            Optional.of("𝒜".repeat(10_000)),
            Optional.of("𝒜".repeat(1_000)));
    return new BlueGreenConfig(
        Optional.of(PERIOD),
        Optional.of(Switchover.Linear),
        Optional.of(PERIOD),
        Optional.empty(),
        Optional.of(Collections.nCopies(50, acceptance)),
        Optional.empty());
  }

  private static RollingConfig rolling() {
    return new RollingConfig(
        Optional.of(1), Optional.of(Duration.ZERO), Optional.empty(), Optional.empty());
  }

  private static AbConfig variants() {
    return new AbConfig(
        WholeLife.BEFORE,
        WholeLife.AFTER,
        Map.of("A", 50, "B", 50),
        Optional.of(Duration.ofHours(1)),
        Optional.of(Duration.ofHours(1)),
        Optional.of(OnInconclusive.Pause),
        Optional.of(Stream.concat(Stream.of("latency", "errorRate"), METRICS.stream()).toList()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
