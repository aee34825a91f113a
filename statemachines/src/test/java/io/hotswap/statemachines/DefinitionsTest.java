package io.hotswap.statemachines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.domain.check.operations.CheckProgress;
import io.hotswap.domain.check.operations.CheckStep;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.rollout.StepOutcome;
import io.hotswap.domain.deployment.strategy.StrategyName;
import io.hotswap.domain.refusal.PermanentFault;
import io.hotswap.statemachines.Definition.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for all definitions.
class DefinitionsTest {
  /// A step that expects a failure answers it. Of faults a machine knows one name more: what no
  /// other try would mend.
  private static final Set<String> KNOWN =
      Set.of("States.ALL", "States.TaskFailed", "States.Timeout", PermanentFault.class.getName());

  private static final Set<String> ENDS =
      Set.of("Succeeded", "Paused", "Superseded", "FailedClean", "FailedDirty", "Ended");

  /// Steps of the approvals' function, not of the domain's `Step`.
  private static final Set<String> APPROVAL_STEPS = Set.of("RequestApproval", "CloseApproval");

  /// A step of the reconcile function.
  private static final String STOP_STEP = "StopInfected";

  /// What payloads name a deployment, or a version that is checked, by.
  private static final Set<String> IDS =
      Set.of("step", "deploymentId", "pluginId", "version", "run");

  private static final int MOST_STATES = 14;
  private static final Pattern LITERAL = Pattern.compile("'([^']*)'");

  static List<String> machines() {
    try (var files = Files.list(Path.of(""))) {
      return files
          .map(Path::toString)
          .filter(it -> it.endsWith(".asl.json"))
          .map(it -> it.replace(".asl.json", ""))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("machines")
  void a_machine_is_small_and_states_its_time_budget(String machine) {
    var definition = Definition.of(machine).json();
    assertTrue(definition.path("Comment").asText().contains("Time budget: "));
    assertTrue(definition.path("TimeoutSeconds").asInt() > 0);
    assertEquals("JSONata", definition.path("QueryLanguage").asText());
    assertTrue(definition.path("States").size() <= MOST_STATES);
    states(machine).forEach(it -> assertTrue(it.name().matches("([A-Z][a-z]+)+"), it.name()));
  }

  @ParameterizedTest
  @MethodSource("machines")
  void every_task_is_bounded_retried_and_caught(String machine) {
    for (var state : states(machine, "Task")) {
      var task = state.json();
      assertTrue(task.path("TimeoutSeconds").asInt() > 0, state.name());
      assertFalse(task.path("Retry").isEmpty(), state.name());
      for (var retry : task.path("Retry")) {
        boolean permanent = names(retry).equals(List.of(PermanentFault.class.getName()));
        assertEquals(!permanent, retry.path("MaxAttempts").asInt() > 0, state.name());
        assertEquals(permanent ? "" : "FULL", retry.path("JitterStrategy").asText(), state.name());
      }
      var last = task.path("Catch").path(task.path("Catch").size() - 1);
      assertEquals("[\"States.ALL\"]", last.path("ErrorEquals").toString(), state.name());
    }
  }

  @ParameterizedTest
  @MethodSource("machines")
  void a_machine_outlives_its_tasks_and_the_machines_that_it_starts(String machine) {
    int whole = seconds(Definition.of(machine).json());
    for (var state : states(machine, "Task")) {
      assertTrue(seconds(state.json()) < whole, state.name());
      var arn = state.json().path("Arguments").path("StateMachineArn").asText();
      Definition.CHILDREN.forEach(
          (substitution, child) -> {
            if (arn.contains("${" + substitution + "}")) {
              assertTrue(seconds(Definition.of(child).json()) < seconds(state.json()), child);
            }
          });
    }
  }

  @ParameterizedTest
  @MethodSource("machines")
  void every_state_retry_and_catch_says_why(String machine) {
    for (var state : states(machine)) {
      Stream.concat(Stream.of(state.json()), rules(state))
          .forEach(it -> assertFalse(it.path("Comment").asText().isBlank(), state.name()));
    }
  }

  @ParameterizedTest
  @MethodSource("machines")
  void errors_are_those_that_can_come(String machine) {
    states(machine).stream()
        .flatMap(DefinitionsTest::rules)
        .flatMap(it -> names(it).stream())
        .forEach(it -> assertTrue(KNOWN.contains(it), it));
  }

  /// Rules are tried in their order, and the others name every fault.
  @ParameterizedTest
  @MethodSource("machines")
  void a_step_that_cannot_go_well_is_not_tried_again(String machine) {
    for (var state : states(machine, "Task")) {
      if (state.resource().contains(":lambda:")) {
        var first = state.json().path("Retry").path(0);
        assertEquals(List.of(PermanentFault.class.getName()), names(first), state.name());
      }
    }
  }

  private static List<String> names(JsonNode rule) {
    return StreamSupport.stream(rule.path("ErrorEquals").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("machines")
  void no_definition_names_an_account_or_region(String machine) throws IOException {
    var text = Files.readString(Path.of(machine + ".asl.json"));
    assertFalse(text.replace("arn:aws:states:::", "").contains("arn:"));
  }

  @ParameterizedTest
  @MethodSource("machines")
  void every_state_is_reached_and_every_target_exists(String machine) {
    var definition = Definition.of(machine);
    var reached = new TreeSet<String>();
    reach(definition, definition.startAt(), reached);
    assertEquals(
        states(machine).stream().map(State::name).collect(Collectors.toCollection(TreeSet::new)),
        reached);
  }

  private static void reach(Definition definition, String name, Set<String> reached) {
    if (reached.add(name)) {
      definition.state(name).targets().forEach(it -> reach(definition, it, reached));
    }
  }

  @ParameterizedTest
  @MethodSource("machines")
  void every_rule_of_a_choice_leads_elsewhere(String machine) {
    for (var state : states(machine, "Choice")) {
      assertEquals(Set.copyOf(state.targets()).size(), state.targets().size(), state.name());
      assertTrue(state.json().has("Default"), state.name());
    }
  }

  @ParameterizedTest
  @MethodSource("machines")
  void a_machine_ends_in_one_of_the_ends(String machine) {
    for (var state : states(machine)) {
      assertEquals(state.ends(), ENDS.contains(state.name()), state.name());
      assertFalse(state.json().has("End"), state.name());
      if (state.type().equals("Fail")) {
        assertEquals(state.name(), state.json().path("Error").asText());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("machines")
  void a_child_fails_only_when_dirty(String machine) {
    if (Definition.CHILDREN.containsValue(machine)) {
      var ends = states(machine).stream().filter(State::ends).map(State::name);
      assertEquals(Set.of("Ended", "FailedDirty"), ends.collect(Collectors.toSet()));
    }
  }

  @ParameterizedTest
  @MethodSource("machines")
  void every_wait_is_as_long_as_the_step_says(String machine) {
    states(machine, "Wait")
        .forEach(
            it ->
                assertEquals(
                    "{% $states.input.waitSeconds %}", it.json().path("Seconds").asText()));
  }

  @ParameterizedTest
  @MethodSource("machines")
  void choices_read_outcomes_that_steps_give(String machine) {
    var known = new HashSet<>(names(StepOutcome.values()));
    known.addAll(names(CheckProgress.Outcome.values()));
    for (var state : states(machine, "Choice")) {
      for (var condition : state.json().findValuesAsText("Condition")) {
        var literals = LITERAL.matcher(condition);
        while (literals.find()) {
          assertTrue(known.contains(literals.group(1)), condition);
        }
      }
    }
  }

  @Test
  void every_strategy_has_its_machine() {
    var task = Definition.of("deploy").state("RunStrategy").json();
    var arn = task.path("Arguments").path("StateMachineArn").asText();
    for (var strategy : names(StrategyName.values())) {
      assertTrue(arn.contains("'" + strategy + "': '${" + strategy + "Machine}'"), strategy);
    }
    assertEquals(StrategyName.values().length, Definition.STRATEGIES.size());
  }

  @Test
  void states_and_steps_are_the_same() {
    var called = new TreeSet<String>();
    for (var machine : machines()) {
      for (var state : states(machine)) {
        var step = state.json().path("Arguments").path("Payload").path("step");
        if (!step.isMissingNode()) {
          assertEquals(state.name(), step.asText());
          called.add(step.asText());
        }
      }
    }
    var steps = new TreeSet<>(names(RolloutStep.values()));
    steps.addAll(APPROVAL_STEPS);
    steps.addAll(names(CheckStep.values()));
    steps.add(STOP_STEP);
    assertEquals(steps, called);
  }

  /// What else is in it would be in every log line of the machine.
  @ParameterizedTest
  @MethodSource("machines")
  void payloads_are_ids(String machine) {
    for (var state : states(machine, "Task")) {
      var payload = state.json().path("Arguments").path("Payload");
      var allowed = new HashSet<>(IDS);
      allowed.add(state.resource().endsWith(".waitForTaskToken") ? "taskToken" : "fence");
      payload.fieldNames().forEachRemaining(it -> assertTrue(allowed.contains(it), it));
    }
  }

  private static int seconds(JsonNode machineOrTask) {
    return machineOrTask.path("TimeoutSeconds").asInt();
  }

  private static Stream<JsonNode> rules(State state) {
    return Stream.of("Retry", "Catch")
        .flatMap(it -> StreamSupport.stream(state.json().path(it).spliterator(), false));
  }

  private static Set<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).collect(Collectors.toSet());
  }

  private static List<State> states(String machine) {
    return Definition.of(machine).states();
  }

  private static List<State> states(String machine, String type) {
    return states(machine).stream().filter(it -> it.type().equals(type)).toList();
  }
}
