package io.hotswap.domain.verdict;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Measures the verdicts on simulated canaries: false alarms, how soon a broken one is found, and
/// what happens without traffic. The same arguments print the same figures.
///
/// `VerdictSimulation [--canaries 1000] [--few-tenants 2000] [--json FILE]`
public final class VerdictSimulation {
  private static final double CALLS_PER_SECOND = 200;
  private static final double POWER = 0.9;
  private static final int MOST_FIXED = 300;
  private static final int MOST_SILENT = 100;
  private static final long BROKEN_SEED = 1_000_000;
  private final int canaries;
  private final int fewTenants;
  private boolean fewTenantsHold;
  private final Map<String, Number> figures = new LinkedHashMap<>();

  private VerdictSimulation(int canaries, int fewTenants) {
    this.canaries = canaries;
    this.fewTenants = fewTenants;
  }

  public static void main(String[] args) throws IOException {
    var given = List.of(args);
    var simulation =
        new VerdictSimulation(
            Integer.parseInt(option(given, "--canaries", "1000")),
            Integer.parseInt(option(given, "--few-tenants", "2000")));
    simulation.run();
    var file = option(given, "--json", "");
    if (!file.isEmpty()) {
      Files.writeString(Path.of(file), simulation.json());
    }
    if (!simulation.holds()) {
      say("A claim does not hold.");
      System.exit(1);
    }
  }

  private static String option(List<String> args, String name, String otherwise) {
    int at = args.indexOf(name);
    return at < 0 ? otherwise : args.get(at + 1);
  }

  private void run() {
    say(
        "%d canaries each, 10,000 tenants, %.0f calls/s in all, stages %s, alpha %.3f a rollout",
        canaries, CALLS_PER_SECOND, Arrays.toString(Rollout.SHARES), VerdictQuestion.ROLLOUT_ALPHA);
    healthy();
    broken();
    silent("noTraffic", 0);
    silent("hardlyAnyTraffic", 0.05);
    say(
        "Few tenants, %d rollouts of each kind, alpha %.3f:",
        fewTenants, VerdictQuestion.ROLLOUT_ALPHA);
    fewTenantsHold = new FewTenantsSimulation(fewTenants, this::figure).run();
  }

  private void healthy() {
    var healthy = HealthyCanaries.of(World.calling(CALLS_PER_SECOND), canaries, 0);
    say("Nothing is wrong (A/A):");
    figure("rolledBack", healthy.ended(Conclusion.Worse));
    figure("completed", healthy.ended(Conclusion.Same));
    figure("endedInconclusive", healthy.ended(Conclusion.Inconclusive));
    figure("naiveTestRolledBack", healthy.naiveWorse());
    for (int i = 0; i < Rollout.SHARES.length; i++) {
      figure("stage" + (i + 1) + "PassedIn10Minutes", healthy.passedInPeriod(i));
    }
  }

  private void broken() {
    var world = World.calling(CALLS_PER_SECOND);
    var effect = BrokenCanaries.FIVEFOLD_ERRORS;
    var broken = BrokenCanaries.of(world, effect, canaries, BROKEN_SEED);
    say("Error rate 0.5 %% to 2.5 %%, first stage:");
    figure("power", broken.power());
    figure("medianSeconds", broken.found(0.5));
    figure("ninetiethPercentileSeconds", broken.found(POWER));
    int runs = Math.min(canaries, MOST_FIXED);
    var once = new FixedHorizon(world, effect, runs, BROKEN_SEED);
    figure("fixedHorizonByCallsSeconds", once.byCalls(POWER));
    figure("fixedHorizonByTenantsSeconds", once.byTenants(POWER));
    var idle = new FixedHorizon(world, Effect.NONE, runs, 0);
    figure("fixedHorizonByCallsFalseAlarms", idle.mostByCalls());
    figure("fixedHorizonByTenantsFalseAlarms", idle.mostByTenants());
  }

  private void silent(String name, double callsPerSecond) {
    var silent =
        HealthyCanaries.of(World.calling(callsPerSecond), Math.min(canaries, MOST_SILENT), 0);
    say("%s calls/s:", callsPerSecond);
    figure(name + "Passed", silent.rollouts().stream().filter(VerdictSimulation::widened).count());
    figure(name + "Inconclusive", silent.ended(Conclusion.Inconclusive));
  }

  private static boolean widened(Rollout rollout) {
    return rollout.stages().stream().anyMatch(StageRun::passed);
  }

  /// What is claimed of them. The test by calls is printed but is no rival: it takes calls of one
  /// tenant for independent, and its false alarms are many times its alpha.
  private boolean holds() {
    return fewTenantsHold
        && value("rolledBack") <= 0.05 * canaries
        && value("power") >= POWER
        && value("medianSeconds") < value("fixedHorizonByTenantsSeconds")
        && value("noTrafficPassed") == 0
        && value("hardlyAnyTrafficPassed") == 0;
  }

  private double value(String name) {
    return figures.getOrDefault(name, Double.NaN).doubleValue();
  }

  private void figure(String name, Number value) {
    figures.put(name, value);
    say("  %-58s %s", name, value);
  }

  private String json() {
    figures.put("canaries", canaries);
    return figures.entrySet().stream()
        .map(it -> "  \"%s\": %s".formatted(it.getKey(), finite(it.getValue())))
        .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
  }

  private static String finite(Number value) {
    return Double.isFinite(value.doubleValue()) ? value.toString() : "null";
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
