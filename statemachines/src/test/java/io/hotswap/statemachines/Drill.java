package io.hotswap.statemachines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.hotswap.domain.approval.TaskTokens;
import io.hotswap.domain.deployment.Engine;
import io.hotswap.domain.deployment.Outages;
import io.hotswap.domain.deployment.Rehearsal;
import io.hotswap.domain.deployment.ShortWishes;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.ids.DeploymentId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// Runs one cell: the machines' real definitions and the real rules, in memory.
final class Drill implements Functions {
  private static final Duration OUTAGE = Duration.ofSeconds(20);
  private static final Duration AFTERWARDS = Duration.ofMinutes(3);

  private static final Duration LONG_OUTAGE = Duration.ofMinutes(3);

  private final Cell cell;
  private final Rehearsal rehearsal;
  private final DeploymentId id;
  private final People people;
  private final Performance performance;
  private boolean met;
  private int tokens;

  private Drill(Cell cell, double jitter) {
    this.cell = cell;
    var environment = cell.plot().environment();
    rehearsal = new Rehearsal(environment);
    if (cell.candidateFails()) {
      rehearsal.sickens(Rehearsal.CANDIDATE);
    }
    id =
        rehearsal.deploys(
            cell.plot().asks() ? ShortWishes.direct(environment) : ShortWishes.of(cell.strategy()));
    people = new People(rehearsal, cell.plot().acts(rehearsal, id));
    performance = new Performance(rehearsal, this, jitter, () -> people.act(this::act));
  }

  /// @param ending Succeeded, Declined, FailedClean, FailedDirty, RolledBack, Paused, or what it is
  ///   stuck in
  /// @param wrong what the cell left behind that it must not; empty when all is well
  record Finding(Cell cell, String ending, Duration took, List<String> wrong) {}

  /// @param jitter what is left of each pause before a retry
  static Finding run(Cell cell, double jitter) {
    return new Drill(cell, jitter).run();
  }

  private Finding run() {
    var from = rehearsal.now();
    performance.until(this::over);
    if (cell.rollsBack()) {
      if (cell.wayBackFails()) {
        rehearsal.sickens(Rehearsal.BEFORE);
      }
      from = rehearsal.now();
      rehearsal.rollsBack(id);
      performance.until(this::over);
    }
    return found(Duration.between(from, rehearsal.now()));
  }

  private Finding found(Duration took) {
    rehearsal.pass(AFTERWARDS);
    List<String> wrong = new ArrayList<>(rehearsal.leftBehind(id));
    if (!met) {
      wrong.add("it never came by that moment");
    }
    return new Finding(cell, rehearsal.ending(id), took, wrong);
  }

  private boolean over() {
    return rehearsal.settled(id) && (rehearsal.closed(id) || people.done());
  }

  private void act(Act act) {
    if (!strikes(act.name())) {
      act.does().run();
    } else if (fault() == DrilledFault.StepFunctions) {
      rehearsal.outages.begin(Outages.Part.StepFunctions, OUTAGE);
      act.does().run();
    } else {
      struck(act.does());
    }
  }

  @Override
  public JsonNode call(String function, JsonNode payload) throws Fault {
    rehearsal.engine.goesOn();
    var step = payload.path("step").asText();
    try {
      return step.equals("RequestApproval") ? waited(requested(step)) : answered(step, payload);
    } catch (Outages.Down | TaskTokens.NotWoken | IllegalStateException e) {
      throw new Fault(e.getClass().getSimpleName(), String.valueOf(e.getMessage()));
    }
  }

  /// Whether the fault begins now.
  private boolean strikes(String moment) {
    boolean first = moment.equals(cell.moment()) && !met;
    met |= first;
    return first && cell.fault().isPresent();
  }

  private DrilledFault fault() {
    return cell.fault().orElseThrow();
  }

  private void struck(Runnable call) {
    switch (fault()) {
      case OneNode -> rehearsal.dies("n2");
      case AllNodes -> rehearsal.nodes().forEach(rehearsal::dies);
      case DynamoDb -> rehearsal.outages.begin(Outages.Part.DynamoDb, OUTAGE);
      case S3 -> rehearsal.outages.begin(Outages.Part.S3, OUTAGE);
      case ApprovalFunction -> rehearsal.outages.begin(Outages.Part.ApprovalFunction, LONG_OUTAGE);
      case FunctionHost -> rehearsal.outages.dies(OUTAGE, call);
      case StepFunctions -> {
        call.run();
        rehearsal.outages.begin(Outages.Part.StepFunctions, OUTAGE);
        rehearsal.engine.kill();
        rehearsal.engine.goesOn();
      }
    }
    call.run();
  }

  private String requested(String step) {
    if (cell.plot() == Plot.Unheard) {
      throw new IllegalStateException("The approvers cannot be asked");
    }
    var token = "t" + ++tokens;
    Runnable call = () -> rehearsal.approvals.asks(id, token);
    if (strikes(step)) {
      struck(call);
    } else {
      call.run();
    }
    return token;
  }

  private JsonNode waited(String token) {
    try {
      var answer = rehearsal.approvals.answer(token);
      while (answer.isEmpty()) {
        performance.pass(Duration.ofSeconds(1));
        answer = rehearsal.approvals.answer(token);
      }
      return outcome(answer.get());
    } catch (Engine.Killed over) {
      rehearsal.approvals.isOver(token);
      throw over;
    }
  }

  private JsonNode answered(String step, JsonNode payload) {
    var answer = new AtomicReference<JsonNode>();
    Runnable call = () -> answer.set(carriedOut(step, payload));
    if (strikes(step)) {
      struck(call);
    } else {
      call.run();
    }
    return answer.get();
  }

  private JsonNode carriedOut(String step, JsonNode payload) {
    if (step.equals("CloseApproval")) {
      return outcome(rehearsal.approvals.closes(id));
    }
    rehearsal.outages.check(Outages.Part.FunctionHost);
    return Performance.answer(
        rehearsal.step(RolloutStep.named(step).orElseThrow(), id, payload.path("fence").asLong()));
  }

  private static JsonNode outcome(String outcome) {
    return JsonNodeFactory.instance.objectNode().put("outcome", outcome);
  }
}
