package io.hotswap.statemachines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

/// The machines in memory go the ways that they go on an engine.
class SimulationTest {
  private final List<Duration> passed = new ArrayList<>();

  static Stream<Scenario> scenarios() {
    return Scenario.all();
  }

  static List<String> machines() {
    return DefinitionsTest.machines();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void the_simulation_goes_that_way_too(Scenario scenario) {
    assertEquals(scenario.path(), run(scenario.machine(), scenario.script()).path());
  }

  @ParameterizedTest
  @MethodSource("machines")
  void every_branch_is_among_the_scenarios(String machine) {
    var branches =
        Definition.of(machine).states().stream()
            .flatMap(from -> from.targets().stream().map(to -> from.name() + " " + to))
            .collect(Collectors.toCollection(TreeSet::new));
    var taken = new TreeSet<String>();
    scenarios()
        .filter(it -> it.machine().equals(machine))
        .map(it -> it.path().split(":")[0].split(" "))
        .forEach(
            states -> {
              for (int i = 1; i < states.length; i++) {
                taken.add(states[i - 1] + " " + states[i]);
              }
            });
    assertEquals(branches, taken);
  }

  @Test
  void events_are_those_that_aws_documents() {
    var direct =
        run(
            "direct",
            new Script("Direct").then("StageVersion", "Done", 1).then("CheckStaged", "Paused", 1));
    assertEquals(
        Map.of(
            "ExecutionStarted", 1,
            "TaskStateEntered", 2,
            "TaskScheduled", 2,
            "TaskStarted", 2,
            "TaskSucceeded", 2,
            "TaskStateExited", 2,
            "WaitStateEntered", 1,
            "WaitStateExited", 1,
            "ChoiceStateEntered", 1,
            "ChoiceStateExited", 1),
        without(Set.of("SucceedStateEntered", "SucceedStateExited", "ExecutionSucceeded"), direct));
    scenarios()
        .flatMap(it -> run(it.machine(), it.script()).all())
        .flatMap(it -> it.events().keySet().stream())
        .forEach(
            it ->
                assertNotEquals(
                    HistoryEventType.UNKNOWN_TO_SDK_VERSION, HistoryEventType.fromValue(it), it));
  }

  @Test
  void a_retry_is_a_transition_and_takes_its_time() {
    var script = new Script("Direct").then("StageVersion", "Fault", 1);
    script.then("WithdrawVersion", "Withdrawn", 1);
    var direct = run("direct", script);
    assertEquals(3 + 5, direct.transitions());
    assertEquals(6, direct.events().get("TaskFailed"));
    assertEquals(Stream.of(1, 2, 4, 8, 10).map(Duration::ofSeconds).toList(), passed);
  }

  @Test
  void a_permanent_fault_goes_to_the_clean_up_at_once() {
    for (var machine : Definition.STRATEGIES) {
      passed.clear();
      var script = new Script("Direct").then("StageVersion", "PermanentFault", 1);
      script.then("WithdrawVersion", "Withdrawn", 1);
      var execution = run(machine, script);
      assertEquals("StageVersion WithdrawVersion Ended:Withdrawn", execution.path(), machine);
      assertEquals(1, execution.events().get("TaskFailed"), machine);
      assertEquals(List.of(), passed, machine);
    }
  }

  @Test
  void after_faults_that_may_pass_a_permanent_one_ends_the_tries() {
    var script = new Script("Direct").then("StageVersion", "Fault", 1);
    script.then("StageVersion", "PermanentFault", 1).then("WithdrawVersion", "Withdrawn", 1);
    var direct = run("direct", script);
    assertEquals(2, direct.events().get("TaskFailed"));
    assertEquals(List.of(Duration.ofSeconds(1)), passed);
  }

  @Test
  void an_expression_that_we_do_not_use_is_refused() {
    var template = TextNode.valueOf("{% $uppercase($states.input.outcome) %}");
    assertThrows(
        IllegalArgumentException.class,
        () -> Expression.evaluate(template, JsonNodeFactory.instance.objectNode()));
  }

  @Test
  void an_answer_without_seconds_fails_the_machine() {
    var direct =
        run(
            "direct",
            (function, payload) -> JsonNodeFactory.instance.objectNode().put("outcome", "Done"));
    assertEquals("States.QueryEvaluationError", direct.output().path("Error").asText());
  }

  private Execution run(String machine, Functions functions) {
    var input = JsonNodeFactory.instance.objectNode();
    if (machine.equals("check")) {
      input.put("pluginId", "one").put("version", "1.0.0").put("run", 1);
    } else {
      input.put("deploymentId", "one").put("fence", 7);
    }
    return new Simulation(functions, passed::add).run(machine, input);
  }

  private static Map<String, Integer> without(Set<String> types, Execution execution) {
    return execution.events().entrySet().stream()
        .filter(it -> !types.contains(it.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
