package io.hotswap.statemachines;

import io.hotswap.domain.deployment.Step;
import io.hotswap.domain.deployment.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// One fault at one step of one strategy.
record Cell(Strategy strategy, Step step, Optional<DrilledFault> fault) {
  private static final Set<Step> ROLLBACK =
      Set.of(Step.RevertRouting, Step.CheckReverted, Step.CompleteRollback, Step.FailRollback);

  static List<Cell> all() {
    List<Cell> cells = new ArrayList<>();
    for (var strategy : Strategy.values()) {
      for (var step : steps(strategy)) {
        for (var fault : DrilledFault.values()) {
          cells.add(new Cell(strategy, step, Optional.of(fault)));
        }
      }
    }
    return cells;
  }

  /// Every step of its machines, in the order in which these have them.
  static List<Step> steps(Strategy strategy) {
    return List.of("deploy", machine(strategy), "roll-back").stream()
        .flatMap(it -> Definition.of(it).states().stream())
        .flatMap(it -> Step.named(it.name()).stream())
        .toList();
  }

  private static String machine(Strategy strategy) {
    return switch (strategy) {
      case BlueGreen -> "blue-green";
      case ABTesting -> "ab-testing";
      case Direct, Canary, Rolling -> strategy.name().toLowerCase(Locale.ROOT);
    };
  }

  Cell withoutFault() {
    return new Cell(strategy, step, Optional.empty());
  }

  boolean rollsBack() {
    return ROLLBACK.contains(step);
  }

  /// Only a deployment that fails for another reason comes by that step.
  boolean candidateFails() {
    return step == Step.WithdrawVersion || step == Step.FailDeployment;
  }

  boolean wayBackFails() {
    return step == Step.FailRollback;
  }
}
