package io.hotswap.statemachines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One state machine, read from its file.
public record Definition(String name, JsonNode json) {
  /// The machines that run a strategy.
  public static final List<String> STRATEGIES =
      List.of("direct", "canary", "blue-green", "rolling", "ab-testing");

  /// Machines by the template substitution of their ARN.
  static final Map<String, String> CHILDREN =
      Map.of(
          "ApproveMachine", "approve",
          "DirectMachine", "direct",
          "CanaryMachine", "canary",
          "BlueGreenMachine", "blue-green",
          "RollingMachine", "rolling",
          "ABTestingMachine", "ab-testing");

  private static final ObjectMapper JSON = new ObjectMapper();

  public static Definition of(String name) {
    var file = "/" + name + ".asl.json";
    try (var stream = Definition.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new FileNotFoundException(file);
      }
      return new Definition(name, JSON.readTree(stream));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String startAt() {
    return json.path("StartAt").asText();
  }

  public List<State> states() {
    return json.path("States").properties().stream()
        .map(it -> new State(it.getKey(), it.getValue()))
        .toList();
  }

  State state(String name) {
    var state = json.path("States").path(name);
    if (state.isMissingNode()) {
      throw new IllegalArgumentException(this.name + " has no state " + name);
    }
    return new State(name, state);
  }

  /// One state of a definition.
  public record State(String name, JsonNode json) {
    String type() {
      return json.path("Type").asText();
    }

    String resource() {
      return json.path("Resource").asText();
    }

    boolean ends() {
      return type().equals("Succeed") || type().equals("Fail");
    }

    /// Its possible next states, one entry for each transition.
    List<String> targets() {
      List<String> targets = new ArrayList<>();
      for (var part : List.of("Choices", "Catch")) {
        json.path(part).forEach(it -> targets.add(it.path("Next").asText()));
      }
      for (var part : List.of("Next", "Default")) {
        if (json.has(part)) {
          targets.add(json.path(part).asText());
        }
      }
      return targets;
    }
  }
}
