package io.hotswap.statemachines;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.statemachines.Definition.State;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Records the history of an execution. Event types are those of AWS' `HistoryEvent`.
final class History {
  private final List<String> states = new ArrayList<>();
  private final Map<String, Integer> events = new TreeMap<>();
  private final List<Execution> children = new ArrayList<>();
  private int transitions;
  private int largestPayload;
  private Duration waited = Duration.ZERO;

  void event(String type) {
    events.merge(type, 1, Integer::sum);
  }

  void stateEntered(State state, JsonNode input) {
    states.add(state.name());
    transitions++;
    event(state.type() + "StateEntered");
    recordPayload(input);
  }

  void stateExited(State state, JsonNode output) {
    event(state.type() + "StateExited");
    recordPayload(output);
  }

  /// A task is retried; AWS charges that like a state entered.
  void taskRetried() {
    transitions++;
  }

  void recordPayload(JsonNode payload) {
    int bytes = payload.toString().getBytes(StandardCharsets.UTF_8).length;
    largestPayload = Math.max(largestPayload, bytes);
  }

  void addWait(Duration time) {
    waited = waited.plus(time);
  }

  void started(Execution child) {
    children.add(child);
    waited = waited.plus(child.waited());
  }

  Execution ended(String machine, boolean succeeded, JsonNode output) {
    return new Execution(
        machine, states, succeeded, output, events, transitions, largestPayload, waited, children);
  }
}
