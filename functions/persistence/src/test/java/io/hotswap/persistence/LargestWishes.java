package io.hotswap.persistence;

import io.hotswap.domain.deployment.Settings.OnDoubt;
import io.hotswap.domain.deployment.Settings.Switchover;
import io.hotswap.domain.deployment.Strategy;
import io.hotswap.domain.deployment.Wish;
import io.hotswap.domain.plugin.PluginId;
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
  static Wish of(PluginId plugin, Strategy strategy) {
    boolean test = strategy == Strategy.ABTesting;
    return new Wish(
        plugin.toString(),
        Optional.of(WholeLife.AFTER).filter(it -> !test),
        Optional.of(List.of(WholeLife.BEFORE, WholeLife.AFTER)).filter(it -> test),
        "Development",
        strategy.name(),
        Optional.empty(),
        Optional.of(canary()).filter(it -> strategy == Strategy.Canary),
        Optional.of(blueGreen()).filter(it -> strategy == Strategy.BlueGreen),
        Optional.of(rolling()).filter(it -> strategy == Strategy.Rolling),
        Optional.of(variants()).filter(it -> test));
  }

  private static Wish.CanaryConfig canary() {
    return new Wish.CanaryConfig(
        Optional.of(TWENTY_STEPS),
        Optional.empty(),
        Optional.empty(),
        Optional.of(PERIOD),
        Optional.of(PERIOD),
        Optional.of(OnDoubt.Pause),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Wish.BlueGreenConfig blueGreen() {
    var acceptance =
        new Wish.AcceptanceConfig(
            "𝒜".repeat(100),
            OPERATION,
            Optional.of("𝒜".repeat(100)),
            Optional.of("𝒜".repeat(10_000)),
            Optional.of("𝒜".repeat(1_000)));
    return new Wish.BlueGreenConfig(
        Optional.of(PERIOD),
        Optional.of(Switchover.Linear),
        Optional.of(PERIOD),
        Optional.empty(),
        Optional.of(Collections.nCopies(50, acceptance)),
        Optional.empty());
  }

  private static Wish.RollingConfig rolling() {
    return new Wish.RollingConfig(
        Optional.of(1), Optional.of(Duration.ZERO), Optional.empty(), Optional.empty());
  }

  private static Wish.AbConfig variants() {
    return new Wish.AbConfig(
        WholeLife.BEFORE,
        WholeLife.AFTER,
        Map.of("A", 50, "B", 50),
        Optional.of(Duration.ofHours(1)),
        Optional.of(Duration.ofHours(1)),
        Optional.of(OnDoubt.Pause),
        Optional.of(Stream.concat(Stream.of("latency", "errorRate"), METRICS.stream()).toList()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
