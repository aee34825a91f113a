package io.hotswap.domain.deployment;

import io.hotswap.domain.deployment.Settings.OnDoubt;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What tests wish for.
final class Wishes {
  static final Duration PERIOD = Duration.ofMinutes(10);

  private Wishes() {}

  static Wish canary(OnDoubt onNotEnough, boolean autoRollback, Integer... steps) {
    return wish(
        Strategy.Canary,
        Optional.of(
            new Wish.CanaryConfig(
                Optional.of(List.of(steps)),
                Optional.empty(),
                Optional.empty(),
                Optional.of(PERIOD),
                Optional.of(PERIOD),
                Optional.of(onNotEnough),
                Optional.of(autoRollback),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())),
        Optional.empty(),
        Optional.empty());
  }

  static Wish blueGreen(Settings.Switchover how, boolean keepPrevious) {
    return wish(
        Strategy.BlueGreen,
        Optional.empty(),
        Optional.of(
            new Wish.BlueGreenConfig(
                Optional.of(Duration.ofMinutes(5)),
                Optional.of(how),
                how == Settings.Switchover.Linear
                    ? Optional.of(Duration.ofSeconds(100))
                    : Optional.empty(),
                Optional.of(keepPrevious),
                Optional.of(
                    List.of(
                        new Wish.AcceptanceConfig(
                            "renders",
                            "render",
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of("<p>")))),
                Optional.empty())),
        Optional.empty());
  }

  static Wish rolling(int batchSize) {
    return wish(
        Strategy.Rolling,
        Optional.empty(),
        Optional.empty(),
        Optional.of(
            new Wish.RollingConfig(
                Optional.of(batchSize),
                Optional.of(Duration.ofMinutes(2)),
                Optional.of(Duration.ofSeconds(30)),
                Optional.empty())));
  }

  static Wish variants(OnDoubt onNotEnough) {
    return new Wish(
        "markdown",
        Optional.empty(),
        Optional.of(List.of("1.0.0", "1.1.0")),
        "Development",
        Strategy.ABTesting.name(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(
            new Wish.AbConfig(
                "1.0.0",
                "1.1.0",
                Map.of("A", 50, "B", 50),
                Optional.of(Duration.ofHours(24)),
                Optional.of(Duration.ofHours(24)),
                Optional.of(onNotEnough),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())));
  }

  private static Wish wish(
      Strategy strategy,
      Optional<Wish.CanaryConfig> canary,
      Optional<Wish.BlueGreenConfig> blueGreen,
      Optional<Wish.RollingConfig> rolling) {
    return new Wish(
        "markdown",
        Optional.of("1.1.0"),
        Optional.empty(),
        "Development",
        strategy.name(),
        Optional.empty(),
        canary,
        blueGreen,
        rolling,
        Optional.empty());
  }
}
