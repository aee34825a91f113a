package io.hotswap.statemachines;

import static io.hotswap.domain.deployment.rollout.StepOutcome.Done;
import static io.hotswap.domain.deployment.rollout.StepOutcome.Waiting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hotswap.domain.deployment.plan.PollSchedule;
import io.hotswap.domain.deployment.plan.TransitionCount;
import io.hotswap.domain.deployment.strategy.AcceptanceSuite;
import io.hotswap.domain.deployment.strategy.BlueGreen;
import io.hotswap.domain.deployment.strategy.Rolling;
import io.hotswap.domain.deployment.strategy.Strategy;
import io.hotswap.domain.deployment.strategy.Switchover;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a deployment costs, computed from the definitions.
class CostTest {
  private static final int NODES = 3;
  private static final int EVENTS = 1_000;
  private static final int BYTES = 32 * 1024;

  static Stream<Map.Entry<String, Strategy>> settings() {
    return Costs.settings().entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void histories_and_payloads_stay_small(Map.Entry<String, Strategy> settings) {
    var cost = Cost.of(settings.getValue(), NODES, true);
    assertTrue(cost.longestHistory() < EVENTS, cost.toString());
    assertTrue(cost.largestPayload() < BYTES, cost.toString());
  }

  @ParameterizedTest
  @MethodSource("settings")
  void a_plan_states_the_transitions_that_its_machines_make(Map.Entry<String, Strategy> settings) {
    for (boolean approved : new boolean[] {false, true}) {
      assertEquals(
          Cost.of(settings.getValue(), NODES, approved).transitions(),
          TransitionCount.of(settings.getValue(), NODES, approved));
    }
  }

  @Test
  void the_table_of_the_readme_is_right() throws IOException {
    var readme = Files.readString(Path.of("README.md"));
    Costs.all()
        .forEach(
            (name, cost) -> {
              var row =
                  String.format(
                      Locale.ROOT,
                      "| %s | %d | %.4f | %d |",
                      name,
                      cost.transitions(),
                      cost.usd(),
                      cost.longestHistory());
              assertTrue(name.endsWith(", approved") || readme.contains(row), row);
            });
  }

  @Test
  void a_plan_is_right_about_unusual_parameters_too() {
    var unusual =
        List.of(
            Costs.canary(List.of(100), Duration.ofMinutes(10)),
            Costs.canary(List.of(1, 5, 25, 50, 75, 100), Duration.ofSeconds(1)),
            new BlueGreen(
                Duration.ZERO,
                Switchover.Instant,
                Duration.ofMinutes(1),
                true,
                AcceptanceSuite.NONE,
                100),
            new BlueGreen(
                Duration.ofSeconds(61),
                Switchover.Linear,
                Duration.ofSeconds(1),
                true,
                AcceptanceSuite.NONE,
                100),
            new BlueGreen(
                Duration.ZERO,
                Switchover.Linear,
                Duration.ofHours(1),
                false,
                AcceptanceSuite.NONE,
                100),
            new Rolling(2, Duration.ofMinutes(61), Duration.ofSeconds(30), 100),
            new Rolling(5, Duration.ZERO, Duration.ofSeconds(30), 100),
            Costs.test(Duration.ofSeconds(1)));
    for (var strategy : unusual) {
      assertEquals(
          Cost.of(strategy, NODES, false).transitions(),
          TransitionCount.of(strategy, NODES, false),
          strategy.toString());
    }
  }

  @Test
  void a_test_of_three_days_that_is_extended_and_taken_back_stays_small() {
    var script =
        new Script("ABTesting")
            .then("BeginDeployment", Done, 1)
            .then("StageVersion", Done, 1)
            .then("CheckStaged", "Ready", 1)
            .then("SplitTraffic", Done, 1);
    var period = Duration.ofHours(72);
    var elapsed = Duration.ZERO;
    while (elapsed.compareTo(period.multipliedBy(2)) < 0) {
      int seconds = PollSchedule.pollSeconds(elapsed, period, period);
      script.then("JudgeVariants", Waiting, seconds);
      elapsed = elapsed.plusSeconds(seconds);
    }
    script
        .then("JudgeVariants", "Broken", 1)
        .then("WithdrawVersion", "Withdrawn", 1)
        .then("FailDeployment", Waiting, 1)
        .then("FailDeployment", "FailedClean", 1);
    var input = JsonNodeFactory.instance.objectNode().put("deploymentId", "one").put("fence", 7);
    var execution = new Simulation(script, it -> {}).run("deploy", input);
    assertEquals("FailedClean", execution.states().getLast());
    assertTrue(execution.waited().compareTo(Duration.ofHours(144)) >= 0);
    assertTrue(execution.all().allMatch(it -> it.historyLength() < EVENTS));
    assertTrue(execution.all().allMatch(it -> it.largestPayload() < BYTES));
  }
}
