package io.hotswap.statemachines;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.function.Consumer;

/// Interprets the machines in memory: the real definitions, without an engine, without waiting.
public final class Simulation {
  private final Functions functions;
  private final Consumer<Duration> passing;
  private final double jitter;

  /// @param passing told of all the time that passes
  public Simulation(Functions functions, Consumer<Duration> passing) {
    this(functions, passing, 1);
  }

  /// @param jitter what full jitter leaves of each pause before a retry: 0 nothing, 1 all
  public Simulation(Functions functions, Consumer<Duration> passing, double jitter) {
    this.functions = functions;
    this.passing = passing;
    this.jitter = jitter;
  }

  public Execution run(String machine, JsonNode input) {
    return new MachineRun(this, Definition.of(machine), input).run();
  }

  JsonNode call(String function, JsonNode payload) throws Fault {
    return functions.call(function, payload);
  }

  long jittered(double seconds) {
    return (long) (seconds * jitter);
  }

  void pass(Duration time) {
    passing.accept(time);
  }
}
