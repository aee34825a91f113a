package io.hotswap.statemachines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hotswap.statemachines.Definition.State;
import java.time.Duration;

/// One running execution.
final class MachineRun {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String CHILD = "arn:aws:states:::states:startExecution.sync:2";
  private static final String LAMBDA = "arn:aws:states:::lambda:invoke";
  private static final String TOKEN = ".waitForTaskToken";

  private final Simulation simulation;
  private final Definition definition;
  private final JsonNode context;
  private final History history = new History();
  private JsonNode data;

  MachineRun(Simulation simulation, Definition definition, JsonNode input) {
    this.simulation = simulation;
    this.definition = definition;
    this.context = Envelopes.context(definition.name(), input);
    this.data = input;
  }

  Execution run() {
    history.event("ExecutionStarted");
    var state = definition.state(definition.startAt());
    try {
      while (true) {
        history.stateEntered(state, data);
        if (state.type().equals("Fail")) {
          throw new Fault(state.json().path("Error").asText(), state.json().path("Cause").asText());
        }
        var next = state.type().equals("Succeed") ? "" : nextState(state);
        history.stateExited(state, data);
        if (next.isEmpty()) {
          history.event("ExecutionSucceeded");
          return history.ended(definition.name(), true, data);
        }
        state = definition.state(next);
      }
    } catch (Fault fault) {
      history.event("ExecutionFailed");
      return history.ended(definition.name(), false, described(fault));
    }
  }

  private String nextState(State state) throws Fault {
    return switch (state.type()) {
      case "Choice" -> chosen(state);
      case "Wait" -> {
        pass(evaluated(state.json().path("Seconds")).asLong());
        yield state.json().path("Next").asText();
      }
      case "Task" -> carriedOut(state);
      default -> throw new IllegalArgumentException("No such type of state: " + state.type());
    };
  }

  private String chosen(State state) throws Fault {
    for (var rule : state.json().path("Choices")) {
      if (evaluated(rule.path("Condition")).asBoolean()) {
        return rule.path("Next").asText();
      }
    }
    return state.json().path("Default").asText();
  }

  private String carriedOut(State state) throws Fault {
    for (int attempt = 0; ; attempt++) {
      try {
        data = output(state, attempted(state));
        return state.json().path("Next").asText();
      } catch (Fault fault) {
        history.event(fault.error().equals("States.Timeout") ? "TaskTimedOut" : "TaskFailed");
        var retry = named(state.json().path("Retry"), fault);
        if (attempt >= retry.path("MaxAttempts").asInt()) {
          return caught(state, fault);
        }
        history.taskRetried();
        pass(pause(retry, attempt));
      }
    }
  }

  private JsonNode attempted(State state) throws Fault {
    history.event("TaskScheduled");
    var arguments = evaluated(state.json().path("Arguments"));
    history.recordPayload(arguments);
    history.event("TaskStarted");
    if (!state.resource().equals(LAMBDA)) {
      history.event("TaskSubmitted");
    }
    var result =
        switch (state.resource()) {
          case LAMBDA -> Envelopes.lambda(invoked(arguments));
          case LAMBDA + TOKEN -> invoked(arguments);
          case CHILD -> child(arguments);
          default -> throw new IllegalArgumentException("No such resource: " + state.resource());
        };
    history.recordPayload(result);
    history.event("TaskSucceeded");
    return result;
  }

  private JsonNode invoked(JsonNode arguments) throws Fault {
    return simulation.call(
        substituted(arguments.path("FunctionName").asText()), arguments.path("Payload"));
  }

  private JsonNode child(JsonNode arguments) throws Fault {
    var substitution = substituted(arguments.path("StateMachineArn").asText());
    var machine = Definition.CHILDREN.getOrDefault(substitution, substitution);
    var input = arguments.path("Input");
    var execution = simulation.run(machine, input);
    history.started(execution);
    if (!execution.succeeded()) {
      throw new Fault("States.TaskFailed", execution.output().toString());
    }
    return Envelopes.execution(execution, input);
  }

  private JsonNode output(State state, JsonNode result) throws Fault {
    if (!state.json().has("Output")) {
      return result;
    }
    var states = states();
    states.set("result", result);
    return Expression.evaluate(state.json().path("Output"), states);
  }

  private String caught(State state, Fault fault) throws Fault {
    var handler = named(state.json().path("Catch"), fault);
    if (handler.isMissingNode()) {
      throw fault;
    }
    data = described(fault);
    return handler.path("Next").asText();
  }

  private static JsonNode named(JsonNode rules, Fault fault) {
    for (var rule : rules) {
      for (var name : rule.path("ErrorEquals")) {
        if (fault.matches(name.asText())) {
          return rule;
        }
      }
    }
    return rules.path(rules.size());
  }

  private long pause(JsonNode retry, int attempt) {
    double seconds =
        retry.path("IntervalSeconds").asInt()
            * Math.pow(retry.path("BackoffRate").asDouble(), attempt);
    return simulation.jittered(Math.min(seconds, retry.path("MaxDelaySeconds").asDouble(seconds)));
  }

  private void pass(long seconds) {
    var time = Duration.ofSeconds(seconds);
    history.addWait(time);
    simulation.pass(time);
  }

  private JsonNode evaluated(JsonNode template) throws Fault {
    return Expression.evaluate(template, states());
  }

  private ObjectNode states() {
    ObjectNode states = JSON.objectNode();
    states.set("input", data);
    states.set("context", context);
    return states;
  }

  private static JsonNode described(Fault fault) {
    return JSON.objectNode()
        .put("Error", fault.error())
        .put("Cause", String.valueOf(fault.getMessage()));
  }

  private static String substituted(String text) {
    return text.replaceAll("[${}]", "");
  }
}
