package io.hotswap.statemachines;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.function.Consumer;

/// Interprets the real definitions in memory, without an engine and without waiting.
public final class Simulation {
  private final Functions functions;
  private final Consumer<Duration> passing;
  private final double jitter;

  /// @param passing receives every span of simulated time
  public Simulation(Functions functions, Consumer<Duration> passing) {
    this(functions, passing, 1);
  }

  /// @param jitter fraction of each retry delay that remains after full jitter, from 0 to 1
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
