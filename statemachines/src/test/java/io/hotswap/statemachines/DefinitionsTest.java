package io.hotswap.statemachines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.domain.deployment.Step;
import io.hotswap.domain.deployment.StepOutcome;
import io.hotswap.domain.deployment.Strategy;
import java.io.IOException;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for all definitions.
class DefinitionsTest {
  private static final Set<String> RESERVED =
      Set.of("States.ALL", "States.TaskFailed", "States.Timeout");
  private static final Set<String> ENDS =
      Set.of("Succeeded", "FailedClean", "FailedDirty", "Ended");
  private static final Pattern LITERAL = Pattern.compile("'([^']*)'");

  static List<String> machines() throws IOException {
    try (var files = Files.list(Path.of(""))) {
      return files
          .map(Path::toString)
          .filter(it -> it.endsWith(".asl.json"))
          .map(it -> it.replace(".asl.json", ""))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("machines")
  void aMachineIsSmallAndStatesItsTimeBudget(String machine) {
    var definition = Machines.definition(machine);
    assertTrue(definition.path("Comment").asText().contains("Time budget: "));
    assertTrue(definition.path("TimeoutSeconds").asInt() > 0);
    assertEquals("JSONata", definition.path("QueryLanguage").asText());
    assertTrue(definition.path("States").size() <= 12);
    definition
        .path("States")
        .fieldNames()
        .forEachRemaining(it -> assertTrue(it.matches("([A-Z][a-z]+)+"), it));
  }

  @ParameterizedTest
  @MethodSource("machines")
  void everyTaskIsBoundedRetriedAndCaught(String machine) {
    for (var state : states(machine)) {
      if (state.type().equals("Task")) {
        var task = state.json();
        assertTrue(task.path("TimeoutSeconds").asInt() > 0, state.name());
        assertFalse(task.path("Retry").isEmpty(), state.name());
        task.path("Retry")
            .forEach(it -> assertEquals("FULL", it.path("JitterStrategy").asText(), state.name()));
        var last = task.path("Catch").path(task.path("Catch").size() - 1);
        assertEquals("[\"States.ALL\"]", last.path("ErrorEquals").toString(), state.name());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("machines")
  void everyWaitRetryAndCatchSaysWhy(String machine) {
    for (var state : states(machine)) {
      var parts = Stream.of("Retry", "Catch").map(it -> state.json().path(it));
      parts.forEach(
          list ->
              list.forEach(it -> assertFalse(it.path("Comment").asText().isBlank(), state.name())));
      if (!Set.of("Succeed", "Fail").contains(state.type())) {
        assertFalse(state.json().path("Comment").asText().isBlank(), state.name());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("machines")
  void errorsAreTheReservedOnes(String machine) {
    for (var state : states(machine)) {
      for (var part : List.of("Retry", "Catch")) {
        for (var rule : state.json().path(part)) {
          rule.path("ErrorEquals")
              .forEach(it -> assertTrue(RESERVED.contains(it.asText()), it.asText()));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("machines")
  void noDefinitionNamesAnAccountOrRegion(String machine) throws IOException {
    var text = Files.readString(Path.of(machine + ".asl.json"));
    assertFalse(text.replace("arn:aws:states:::", "").contains("arn:"));
  }

  @ParameterizedTest
  @MethodSource("machines")
  void everyStateIsReachedAndEveryTargetExists(String machine) {
    var all = states(machine);
    var targets = new HashSet<>(Set.of(Machines.definition(machine).path("StartAt").asText()));
    for (var state : all) {
      targets.addAll(state.json().findValuesAsText("Next"));
      targets.addAll(state.json().findValuesAsText("Default"));
    }
    assertEquals(new TreeSet<>(all.stream().map(State::name).toList()), new TreeSet<>(targets));
  }

  @ParameterizedTest
  @MethodSource("machines")
  void aMachineEndsInOneOfTheEnds(String machine) {
    for (var state : states(machine)) {
      boolean end = Set.of("Succeed", "Fail").contains(state.type());
      assertEquals(end, ENDS.contains(state.name()), state.name());
      assertFalse(state.json().has("End"), state.name());
      if (state.type().equals("Fail")) {
        assertEquals(state.name(), state.json().path("Error").asText());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("machines")
  void choicesReadOutcomesThatStepsGive(String machine) {
    var known = new HashSet<>(names(StepOutcome.values()));
    known.addAll(names(Strategy.values()));
    for (var state : states(machine)) {
      for (var condition : state.json().findValuesAsText("Condition")) {
        var literals = LITERAL.matcher(condition);
        while (literals.find()) {
          assertTrue(known.contains(literals.group(1)), condition);
        }
      }
    }
  }

  @Test
  void statesAndStepsAreTheSame() throws IOException {
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
    assertEquals(new TreeSet<>(names(Step.values())), called);
  }

  private static Set<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).collect(Collectors.toSet());
  }

  private record State(String name, String type, JsonNode json) {}

  private static List<State> states(String machine) {
    return Machines.definition(machine).path("States").properties().stream()
        .map(it -> new State(it.getKey(), it.getValue().path("Type").asText(), it.getValue()))
        .toList();
  }
}
