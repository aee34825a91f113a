package io.hotswap.statemachines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every branch of every machine on a real engine, by the states it goes through.
class PathTest {
  private static Machines machines;
  private static Map<String, String> executions;

  static Stream<Scenario> scenarios() {
    return Scenario.all();
  }

  /// All at once: most of an execution's time is the engine's waiting.
  @BeforeAll
  static void start() {
    machines = new Machines();
    executions =
        scenarios()
            .collect(
                Collectors.toMap(
                    Scenario::toString, it -> machines.start(it.machine(), it.script())));
  }

  @AfterAll
  static void stop() {
    machines.close();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void the_engine_goes_that_way(Scenario scenario) {
    assertEquals(scenario.path(), machines.await(executions.get(scenario.toString())).path());
  }

  @Test
  void a_fault_is_retried_five_times() {
    assertEquals(2, machines.await(executions.get("canary: retries a fault")).faults());
    assertEquals(12, machines.await(executions.get("canary: cannot even withdraw")).faults());
  }

  @Test
  void a_wait_is_as_long_as_the_step_says() {
    int seconds = 700;
    var script =
        new Script("Rolling")
            .then("StageVersion", "Done", seconds)
            .then("CheckStaged", "Superseded", 1);
    var waited = machines.await(machines.start("rolling", script)).waited();
    long millis = (long) (seconds * 1000 * Machines.WAIT_SCALE);
    assertTrue(waited.compareTo(Duration.ofMillis(millis)) >= 0, waited + " of " + millis + " ms");
  }
}
