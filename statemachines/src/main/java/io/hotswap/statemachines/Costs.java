package io.hotswap.statemachines;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hotswap.domain.deployment.strategy.AbTest;
import io.hotswap.domain.deployment.strategy.AcceptanceSuite;
import io.hotswap.domain.deployment.strategy.BlueGreen;
import io.hotswap.domain.deployment.strategy.Canary;
import io.hotswap.domain.deployment.strategy.Direct;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import io.hotswap.domain.deployment.strategy.Rolling;
import io.hotswap.domain.deployment.strategy.Strategy;
import io.hotswap.domain.deployment.strategy.Switchover;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Command line tool that prints the cost of each strategy, computed from the real definitions.
/// With a file name as argument, it also writes the figures there as JSON.
public final class Costs {
  private static final int NODES = 3;
  private static final long CALLS = 100;

  private Costs() {}

  public static void main(String[] arguments) throws IOException {
    var costs = all();
    System.out.printf(
        "%-62s%12s%12s%12s%10s%10s%10s%n",
        "deployment", "executions", "transitions", "USD", "events", "bytes", "waits s");
    costs.forEach(Costs::print);
    if (arguments.length > 0) {
      Map<String, Object> figures = new LinkedHashMap<>();
      costs.forEach((name, cost) -> figures.put(name, cost.figures()));
      new ObjectMapper()
          .writerWithDefaultPrettyPrinter()
          .writeValue(Path.of(arguments[0]).toFile(), figures);
    }
  }

  private static void print(String name, Cost cost) {
    System.out.printf(
        "%-62s%12d%12d%12.4f%10d%10d%10d%n",
        name,
        cost.executions(),
        cost.transitions(),
        cost.usd(),
        cost.longestHistory(),
        cost.largestPayload(),
        cost.waits());
  }

  static Map<String, Cost> all() {
    Map<String, Cost> costs = new LinkedHashMap<>();
    settings().forEach((name, it) -> costs.put(name, Cost.of(it, NODES, false)));
    settings().forEach((name, it) -> costs.put(name + ", approved", Cost.of(it, NODES, true)));
    costs.put("Rollback", Cost.ofRollback());
    return costs;
  }

  /// The strategies with their usual parameters, and the longest A/B test of the specification.
  static Map<String, Strategy> settings() {
    Map<String, Strategy> settings = new LinkedHashMap<>();
    settings.put("Direct", new Direct(CALLS));
    settings.put(
        "Canary 10, 30, 50, 100 %, 10 minutes each",
        canary(List.of(10, 30, 50, 100), Duration.ofMinutes(10)));
    settings.put("BlueGreen, 5 minutes of warm-up", blueGreen(Switchover.Instant));
    settings.put(
        "BlueGreen, 5 minutes of warm-up, linear over 1 minute", blueGreen(Switchover.Linear));
    settings.put(
        "Rolling, 3 nodes one by one, 2 minutes apart",
        new Rolling(1, Duration.ofMinutes(2), Duration.ofSeconds(30), CALLS));
    settings.put("ABTesting, 24 hours", test(Duration.ofHours(24)));
    settings.put("ABTesting, 72 hours", test(Duration.ofDays(3)));
    return settings;
  }

  static Strategy canary(List<Integer> steps, Duration period) {
    return new Canary(steps, period, period, OnInconclusive.Fail, true, CALLS, 2, false);
  }

  private static Strategy blueGreen(Switchover type) {
    return new BlueGreen(
        Duration.ofMinutes(5), type, Duration.ofMinutes(1), true, AcceptanceSuite.NONE, CALLS);
  }

  static Strategy test(Duration duration) {
    return new AbTest(
        "1.0.0",
        "1.1.0",
        50,
        duration,
        Duration.ofHours(24),
        OnInconclusive.Fail,
        List.of("latency", "errorRate", "conversionRate"),
        CALLS,
        2,
        false,
        Optional.empty());
  }
}
