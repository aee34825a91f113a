package io.hotswap.statemachines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hotswap.domain.deployment.DeploymentId;
import io.hotswap.domain.deployment.Engine;
import io.hotswap.domain.deployment.Outages;
import io.hotswap.domain.deployment.Rehearsal;
import io.hotswap.domain.deployment.ShortWishes;
import io.hotswap.domain.deployment.Step;
import io.hotswap.domain.deployment.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Runs one cell: the machines' real definitions and the real rules, in memory.
final class Drill implements Functions {
  private static final Duration OUTAGE = Duration.ofSeconds(20);
  private static final Duration AFTERWARDS = Duration.ofMinutes(3);
  private static final Duration ENDLESS = Duration.ofHours(2);

  private final Cell cell;
  private final double jitter;
  private final Rehearsal rehearsal = new Rehearsal();
  private Instant limit = Instant.MAX;
  private boolean met;

  private Drill(Cell cell, double jitter) {
    this.cell = cell;
    this.jitter = jitter;
  }

  /// @param ending Succeeded, FailedClean, FailedDirty, RolledBack, Paused, or what it is stuck in
  /// @param wrong what the cell left behind that it must not; empty when all is well
  record Finding(Cell cell, String ending, Duration took, List<String> wrong) {}

  /// @param jitter what is left of each pause before a retry
  static Finding run(Cell cell, double jitter) {
    return new Drill(cell, jitter).run();
  }

  private static final class OutOfTime extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private Finding run() {
    if (cell.candidateFails()) {
      rehearsal.sickens(Rehearsal.CANDIDATE);
    }
    var from = rehearsal.now();
    var id = rehearsal.deploys(ShortWishes.of(cell.strategy()));
    carryOn(id);
    if (cell.rollsBack()) {
      if (cell.wayBackFails()) {
        rehearsal.sickens(Rehearsal.BEFORE);
      }
      from = rehearsal.now();
      rehearsal.rollsBack(id);
      carryOn(id);
    }
    return found(id, Duration.between(from, rehearsal.now()));
  }

  private Finding found(DeploymentId id, Duration took) {
    rehearsal.pass(AFTERWARDS);
    List<String> wrong = new ArrayList<>(rehearsal.leftBehind(id));
    if (!met) {
      wrong.add("it never came by that step");
    }
    return new Finding(cell, rehearsal.ending(id), took, wrong);
  }

  private void carryOn(DeploymentId id) {
    limit = rehearsal.now().plus(ENDLESS);
    try {
      while (!rehearsal.settled(id)) {
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
      new Simulation(this, this::pass, jitter).run(run.machine(), input);
    } catch (Engine.Killed lost) {
      // Nobody tells anybody: that is the point.
      return;
    } finally {
      rehearsal.engine.ended();
    }
  }

  private void pass(Duration time) {
    rehearsal.pass(time);
    if (rehearsal.now().isAfter(limit)) {
      throw new OutOfTime();
    }
  }

  @Override
  public JsonNode call(String function, JsonNode payload) throws Fault {
    rehearsal.engine.goesOn();
    var step = Step.named(payload.path("step").asText()).orElseThrow();
    boolean first = step == cell.step() && !met;
    met |= first;
    try {
      return first && cell.fault().isPresent()
          ? during(cell.fault().get(), step, payload)
          : answered(step, payload);
    } catch (Outages.Down | IllegalStateException e) {
      throw new Fault(e.getClass().getSimpleName(), String.valueOf(e.getMessage()));
    }
  }

  private JsonNode during(DrilledFault fault, Step step, JsonNode payload) {
    switch (fault) {
      case OneNode -> rehearsal.dies("n2");
      case AllNodes -> rehearsal.nodes().forEach(rehearsal::dies);
      case DynamoDb -> rehearsal.outages.begin(Outages.Part.DynamoDb, OUTAGE);
      case S3 -> rehearsal.outages.begin(Outages.Part.S3, OUTAGE);
      case FunctionHost -> {
        answered(step, payload);
        rehearsal.outages.begin(Outages.Part.FunctionHost, OUTAGE);
      }
      case StepFunctions -> {
        answered(step, payload);
        rehearsal.outages.begin(Outages.Part.StepFunctions, OUTAGE);
        rehearsal.engine.kill();
        rehearsal.engine.goesOn();
      }
    }
    return answered(step, payload);
  }

  private JsonNode answered(Step step, JsonNode payload) {
    rehearsal.outages.check(Outages.Part.FunctionHost);
    var id = DeploymentId.of(payload.path("deploymentId").asText());
    return answer(rehearsal.step(step, id, payload.path("fence").asLong()));
  }

  private static JsonNode answer(StepResult result) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("outcome", result.outcome().name())
        .put("strategy", result.deployment().strategy().name())
        .put("waitSeconds", result.waitSeconds());
  }
}
