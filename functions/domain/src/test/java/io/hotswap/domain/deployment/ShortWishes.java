package io.hotswap.domain.deployment;

import io.hotswap.domain.deployment.Settings.OnDoubt;
import io.hotswap.domain.deployment.Settings.Switchover;
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
  public static Wish direct(Environment environment) {
    return Wish.direct("markdown", "1.1.0", environment.name());
  }

  public static Wish of(Strategy strategy) {
    return switch (strategy) {
      case Direct -> direct(Environment.Development);
      case Canary -> canary(OnDoubt.Fail, true, 10, 30, 100);
      case BlueGreen -> blueGreen(Switchover.Linear, true);
      case Rolling -> rolling(1);
      case ABTesting -> variants(50, OnDoubt.Fail);
    };
  }

  static Wish canary(OnDoubt onNotEnough, boolean autoRollback, Integer... steps) {
    return canary(
        new Wish.CanaryConfig(
            Optional.of(List.of(steps)),
            Optional.empty(),
            Optional.empty(),
            Optional.of(EVALUATION),
            Optional.of(EXTENSION),
            Optional.of(onNotEnough),
            Optional.of(autoRollback),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  static Wish canary(Wish.CanaryConfig config) {
    return new Wish(
        "markdown",
        Optional.of("1.1.0"),
        Optional.empty(),
        "Development",
        "Canary",
        Optional.empty(),
        Optional.of(config),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static Wish blueGreen(Switchover type, boolean keepsPrevious, Wish.AcceptanceConfig... cases) {
    return blueGreen(
        new Wish.BlueGreenConfig(
            Optional.of(Duration.ofSeconds(30)),
            Optional.of(type),
            type == Switchover.Linear ? Optional.of(Duration.ofSeconds(100)) : Optional.empty(),
            Optional.of(keepsPrevious),
            Optional.of(List.of(cases)),
            Optional.empty()));
  }

  static Wish blueGreen(Wish.BlueGreenConfig config) {
    return new Wish(
        "markdown",
        Optional.of("1.1.0"),
        Optional.empty(),
        "Development",
        "BlueGreen",
        Optional.empty(),
        Optional.empty(),
        Optional.of(config),
        Optional.empty(),
        Optional.empty());
  }

  static Wish rolling(int batchSize) {
    return rolling(
        new Wish.RollingConfig(
            Optional.of(batchSize),
            Optional.of(Duration.ofSeconds(20)),
            Optional.of(Duration.ofSeconds(30)),
            Optional.empty()));
  }

  static Wish rolling(Wish.RollingConfig config) {
    return new Wish(
        "markdown",
        Optional.of("1.1.0"),
        Optional.empty(),
        "Development",
        "Rolling",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(config),
        Optional.empty());
  }

  static Wish variants(int percentB, OnDoubt onNotEnough) {
    return variants(
        new Wish.AbConfig(
            "1.0.0",
            "1.1.0",
            Map.of("A", 100 - percentB, "B", percentB),
            Optional.of(TEST),
            Optional.of(EXTENSION),
            Optional.of(onNotEnough),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  static Wish variants(Wish.AbConfig config) {
    return new Wish(
        "markdown",
        Optional.empty(),
        Optional.of(List.of("1.0.0", "1.1.0")),
        "Development",
        "ABTesting",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(config));
  }
}
