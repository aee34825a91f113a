package io.hotswap.statemachines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hotswap.domain.deployment.Engine;
import io.hotswap.domain.deployment.Rehearsal;
import io.hotswap.domain.deployment.rollout.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/// Carries out, one after the other, the executions that a rehearsal starts.
final class Performance {
  private static final Duration ENDLESS = Duration.ofHours(2);

  private final Rehearsal rehearsal;
  private final Functions functions;
  private final double jitter;
  private final Runnable everySecond;
  private Instant limit = Instant.MAX;

  /// @param everySecond what goes on meanwhile
  Performance(Rehearsal rehearsal, Functions functions, double jitter, Runnable everySecond) {
    this.rehearsal = rehearsal;
    this.functions = functions;
    this.jitter = jitter;
    this.everySecond = everySecond;
  }

  private static final class OutOfTime extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  void until(BooleanSupplier over) {
    limit = rehearsal.now().plus(ENDLESS);
    try {
      while (!over.getAsBoolean()) {
        rehearsal.engine.next().ifPresentOrElse(this::run, () -> pass(Duration.ofSeconds(1)));
      }
    } catch (OutOfTime stuck) {
      rehearsal.engine.ended();
    }
    limit = Instant.MAX;
  }

  private void run(Engine.Run run) {
    var input =
        JsonNodeFactory.instance
            .objectNode()
            .put("deploymentId", run.id().toString())
            .put("fence", run.fence());
    try {
      new Simulation(functions, this::pass, jitter).run(run.machine(), input);
    } catch (Engine.Killed lost) {
      // Nobody tells anybody: that is the point.
      return;
    } finally {
      rehearsal.engine.ended();
    }
  }

  void pass(Duration time) {
    for (long i = 0; i < time.toSeconds(); i++) {
      rehearsal.pass(Duration.ofSeconds(1));
      everySecond.run();
      if (rehearsal.now().isAfter(limit)) {
        throw new OutOfTime();
      }
    }
  }

  /// What a step answers to its machine.
  static JsonNode answer(StepResult result) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("outcome", result.outcome().name())
        .put("strategy", result.deployment().strategyName().name())
        .put("waitSeconds", result.waitSeconds());
  }
}
