package io.hotswap.statemachines;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hotswap.domain.deployment.strategy.Strategy;
import io.hotswap.persistence.workflow.ListPrices;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/// Transitions, price and history size of the state machines of one deployment.
///
/// @param transitions of all its executions
/// @param usd their list price
/// @param longestHistory events of its longest execution; the limit is 25,000
/// @param largestPayload bytes; the limit is 262,144
/// @param waits seconds spent in Wait states and before retries
public record Cost(
    int executions,
    int transitions,
    BigDecimal usd,
    int longestHistory,
    int largestPayload,
    long waits) {
  /// When everything goes well.
  static Cost of(Strategy strategy, int nodes, boolean approved) {
    return of(run("deploy", HappyPath.of(strategy, nodes, approved)));
  }

  static Cost ofRollback() {
    return of(
        run(
            "roll-back",
            new Script("Direct")
                .then("RevertRouting", "Done", 1)
                .then("CheckReverted", "Waiting", 1)
                .then("CheckReverted", "Ready", 1)
                .then("CompleteRollback", "Succeeded", 1)));
  }

  private static Execution run(String machine, Functions functions) {
    Duration[] clock = {Duration.ZERO};
    var input =
        JsonNodeFactory.instance
            .objectNode()
            .put("deploymentId", "00000000-0000-0000-0000-000000000000")
            .put("fence", 1);
    var execution =
        new Simulation(functions, it -> clock[0] = clock[0].plus(it)).run(machine, input);
    if (!execution.succeeded()) {
      throw new IllegalStateException(execution.path() + " " + execution.output());
    }
    return execution;
  }

  private static Cost of(Execution execution) {
    int transitions = execution.allTransitions();
    return new Cost(
        Math.toIntExact(execution.all().count()),
        transitions,
        new ListPrices().of(transitions),
        execution.all().mapToInt(Execution::historyLength).max().orElse(0),
        execution.all().mapToInt(Execution::largestPayload).max().orElse(0),
        execution.waited().toSeconds());
  }

  Map<String, Object> figures() {
    return Map.of(
        "executions", executions,
        "transitions", transitions,
        "usd", usd,
        "longestHistory", longestHistory,
        "largestPayloadBytes", largestPayload,
        "waitSeconds", waits);
  }
}
