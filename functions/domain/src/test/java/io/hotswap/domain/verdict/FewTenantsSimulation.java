package io.hotswap.domain.verdict;

import io.hotswap.domain.health.FailureWatches;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/// Rollouts to 3, 8, 16 and 49 tenants, whether all call alike or one makes 95 % of the calls; and
/// watches of three days by the test that needs no five minutes.
final class FewTenantsSimulation {
  private static final int[] SIZES = {3, 8, 16, 49};
  private static final List<Integer> HALVES = List.of(50);
  private static final List<Integer> DEFAULT_STEPS = List.of(10, 30, 50);
  private static final double HEAVY = 0.95;
  private static final long SEED = 7_000_000;

  private final int rollouts;
  private final BiConsumer<String, Number> figure;
  private boolean holds = true;

  FewTenantsSimulation(int rollouts, BiConsumer<String, Number> figure) {
    this.rollouts = rollouts;
    this.figure = figure;
  }

  /// @return whether no kind of tenants has more false alarms than alpha and chance
  boolean run() {
    for (int tenants : SIZES) {
      healthy(tenants).forEach((name, kind) -> healthy(tenants + "Tenants" + name, kind));
      broken(tenants);
    }
    watches();
    return holds;
  }

  private static Map<String, FewCallers.Kind> healthy(int tenants) {
    Map<String, FewCallers.Kind> kinds = new LinkedHashMap<>();
    kinds.put("Alike", new FewCallers.Kind(tenants, 0, 0.005, 0.005));
    kinds.put("OneHeavyThatFails", new FewCallers.Kind(tenants, HEAVY, 0.2, 0));
    kinds.put("AllButTheHeavyFail", new FewCallers.Kind(tenants, HEAVY, 0, 0.2));
    return kinds;
  }

  private void healthy(String name, FewCallers.Kind kind) {
    for (var steps : List.of(HALVES, DEFAULT_STEPS)) {
      var found = FewCallersRollouts.of(kind, FewCallers.Harm.NONE, steps, rollouts, SEED);
      holds &= found.falseAlarms() <= found.tolerated();
      var how = name + (steps == HALVES ? "Halves" : "Steps");
      figure.accept(how + "FalseAlarms", found.falseAlarms());
      figure.accept(how + "Pass", found.passing());
    }
  }

  private void broken(int tenants) {
    var alike = new FewCallers.Kind(tenants, 0, 0.005, 0.005);
    var heavy = new FewCallers.Kind(tenants, HEAVY, 0.005, 0.005);
    broken(tenants + "TenantsAlike5PointsMore", alike, new FewCallers.Harm(0.05, 0.05, 1));
    broken(tenants + "TenantsAlikeTwiceAsSlow", alike, new FewCallers.Harm(0, 0, 2));
    broken(tenants + "TenantsOnlyTheHeavy20PointsMore", heavy, new FewCallers.Harm(0.2, 0, 1));
    broken(tenants + "TenantsAllButTheHeavy20PointsMore", heavy, new FewCallers.Harm(0, 0.2, 1));
  }

  private void broken(String name, FewCallers.Kind kind, FewCallers.Harm harm) {
    var found = FewCallersRollouts.of(kind, harm, HALVES, Math.max(1, rollouts / 4), SEED);
    figure.accept(name + "Found", found.falseAlarms());
    figure.accept(name + "Passed", found.passing());
  }

  private void watches() {
    watches("rareCalls", new FailureWatches.Calls(2, 0.005, 0));
    watches("atTheLimit", new FailureWatches.Calls(50, 0.05, 0));
    watches("atTheLimitInBursts", new FailureWatches.Calls(50, 0.05, HEAVY));
  }

  private void watches(String name, FailureWatches.Calls calls) {
    var found = FailureWatches.of(calls, rollouts, SEED);
    holds &= found.fired() <= tolerated(0.001) && found.warned() <= tolerated(0.01);
    figure.accept(name + "ThreeDayWatches", rollouts);
    figure.accept(name + "Warned", found.warned());
    figure.accept(name + "WentBack", found.fired());
  }

  private double tolerated(double alpha) {
    return alpha * rollouts + 3 * Math.sqrt(rollouts * alpha * (1 - alpha));
  }
}
