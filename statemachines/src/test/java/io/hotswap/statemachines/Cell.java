package io.hotswap.statemachines;

import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.strategy.StrategyName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// One fault at one moment of one strategy.
///
/// @param moment the name of a machine's step or of an [Act]
record Cell(StrategyName strategy, Plot plot, String moment, Optional<DrilledFault> fault) {
  private static final Set<RolloutStep> ROLLBACK =
      Set.of(
          RolloutStep.RevertRouting,
          RolloutStep.CheckReverted,
          RolloutStep.CompleteRollback,
          RolloutStep.FailRollback);

  static List<Cell> all() {
    return calm().stream().flatMap(it -> it.withEachFault().stream()).toList();
  }

  /// Every moment, without a fault.
  static List<Cell> calm() {
    return Arrays.stream(StrategyName.values()).flatMap(Cell::calm).toList();
  }

  private static Stream<Cell> calm(StrategyName strategyName) {
    return Arrays.stream(Plot.values())
        .filter(it -> fits(it, strategyName))
        .flatMap(
            plot ->
                moments(strategyName, plot).stream()
                    .map(it -> new Cell(strategyName, plot, it, Optional.empty())));
  }

  private static boolean fits(Plot plot, StrategyName strategyName) {
    return switch (strategyName) {
      // Whoever waits for approvers has no strategy yet.
      case Direct -> !plot.pauses();
      case Canary, BlueGreen, Rolling -> !plot.asks();
      case ABTesting -> plot == Plot.Alone;
    };
  }

  private static List<String> moments(StrategyName strategyName, Plot plot) {
    return plot == Plot.Alone
        ? steps(strategyName).stream().map(Enum::name).toList()
        : plot.moments();
  }

  /// Every step of its machines, in the order in which these have them.
  static List<RolloutStep> steps(StrategyName strategyName) {
    return List.of("deploy", machine(strategyName), "roll-back").stream()
        .flatMap(it -> Definition.of(it).states().stream())
        .flatMap(it -> RolloutStep.named(it.name()).stream())
        .toList();
  }

  private static String machine(StrategyName strategyName) {
    return switch (strategyName) {
      case BlueGreen -> "blue-green";
      case ABTesting -> "ab-testing";
      case Direct, Canary, Rolling -> strategyName.name().toLowerCase(Locale.ROOT);
    };
  }

  List<Cell> withEachFault() {
    return Arrays.stream(DrilledFault.values())
        .filter(it -> plot.asks() || it != DrilledFault.ApprovalFunction)
        .map(it -> new Cell(strategy, plot, moment, Optional.of(it)))
        .toList();
  }

  Cell withoutFault() {
    return new Cell(strategy, plot, moment, Optional.empty());
  }

  boolean rollsBack() {
    return step().filter(ROLLBACK::contains).isPresent();
  }

  /// Only a deployment that fails for another reason comes by that step.
  boolean candidateFails() {
    return is(RolloutStep.WithdrawVersion) || is(RolloutStep.FailDeployment);
  }

  boolean wayBackFails() {
    return is(RolloutStep.FailRollback);
  }

  private boolean is(RolloutStep rolloutStep) {
    return step().filter(rolloutStep::equals).isPresent();
  }

  private Optional<RolloutStep> step() {
    return RolloutStep.named(moment);
  }
}
