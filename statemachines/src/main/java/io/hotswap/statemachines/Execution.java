package io.hotswap.statemachines;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The result of one execution.
///
/// @param states entered, in order
/// @param output of a successful execution; otherwise its error and cause
/// @param events of its history, by type
/// @param transitions charged by Standard workflows: states entered and tasks retried
/// @param largestPayload bytes of the largest input, argument, result or output of a state
/// @param waited time in Wait states and between attempts
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

  /// The states it entered, followed by its outcome if it ended in the state Ended.
  String path() {
    var path = String.join(" ", states);
    return states.getLast().equals("Ended") ? path + ":" + output.path("outcome").asText() : path;
  }

  /// This execution and all its descendants.
  Stream<Execution> all() {
    return Stream.concat(Stream.of(this), children.stream().flatMap(Execution::all));
  }

  int allTransitions() {
    return all().mapToInt(Execution::transitions).sum();
  }
}
