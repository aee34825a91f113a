package io.hotswap.statemachines;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// How one execution of a machine went.
///
/// @param states those it entered, in order
/// @param output of an execution that succeeded; of another, its error and cause
/// @param events of its history, by their type
/// @param transitions what Standard workflows are charged for: states entered, and tasks tried
///   again
/// @param largestPayload the most bytes that any state took in, sent, got back or gave on
/// @param waited time that passed in Wait states and between attempts
/// @param children executions that it started
public record Execution(
    String machine,
    List<String> states,
    boolean succeeded,
    JsonNode output,
    Map<String, Integer> events,
    int transitions,
    int largestPayload,
    Duration waited,
    List<Execution> children) {
  public Execution {
    states = List.copyOf(states);
    events = Map.copyOf(events);
    children = List.copyOf(children);
  }

  public int historyLength() {
    return events.values().stream().mapToInt(Integer::intValue).sum();
  }

  /// The states it went through, and its outcome if it is a child that ended with one.
  String path() {
    var path = String.join(" ", states);
    return states.getLast().equals("Ended") ? path + ":" + output.path("outcome").asText() : path;
  }

  /// With those it started, and those they started.
  Stream<Execution> all() {
    return Stream.concat(Stream.of(this), children.stream().flatMap(Execution::all));
  }

  int allTransitions() {
    return all().mapToInt(Execution::transitions).sum();
  }
}
