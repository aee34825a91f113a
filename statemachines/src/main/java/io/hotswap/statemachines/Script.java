package io.hotswap.statemachines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hotswap.domain.deployment.rollout.StepOutcome;
import io.hotswap.domain.refusal.PermanentFault;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// Prepared answers of the steps, in order. A step that is called more often repeats its last one.
final class Script implements Functions {
  /// Instead of an outcome: the function fails.
  static final String FAULT = "Fault";

  /// Instead of an outcome: the function fails with a fault that a retry does not resolve.
  static final String PERMANENT = "PermanentFault";

  private final String strategy;
  private final Map<String, Deque<Answer>> answers = new HashMap<>();

  Script(String strategy) {
    this.strategy = strategy;
  }

  private record Answer(String outcome, int waitSeconds) {}

  Script then(String step, StepOutcome outcome, int waitSeconds) {
    return then(step, outcome.name(), waitSeconds);
  }

  Script then(String step, String outcome, int waitSeconds) {
    answers
        .computeIfAbsent(step, it -> new ArrayDeque<>())
        .addLast(new Answer(outcome, waitSeconds));
    return this;
  }

  @Override
  public synchronized JsonNode call(String function, JsonNode payload) throws Fault {
    var step = payload.path("step").asText();
    var prepared = answers.getOrDefault(step, new ArrayDeque<>());
    if (prepared.isEmpty()) {
      throw new Fault("NotInTheScript", step);
    }
    var answer = prepared.size() > 1 ? prepared.removeFirst() : prepared.getFirst();
    if (answer.outcome().equals(FAULT)) {
      throw new Fault("Runtime.HandlerError", "no answer");
    }
    if (answer.outcome().equals(PERMANENT)) {
      throw new Fault(PermanentFault.class.getName(), "a bug");
    }
    return JsonNodeFactory.instance
        .objectNode()
        .put("outcome", answer.outcome())
        .put("strategy", strategy)
        .put("waitSeconds", answer.waitSeconds());
  }
}
