package io.hotswap.domain.deployment;

import io.hotswap.domain.ids.DeploymentId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Executions that whoever rehearses carries out, one after the other.
public final class Engine implements Executions {
  private final Outages outages;
  private final Deque<Run> waiting = new ArrayDeque<>();
  private final Set<Run> ever = new HashSet<>();
  private Optional<Run> current = Optional.empty();
  private boolean stopped;

  Engine(Outages outages) {
    this.outages = outages;
  }

  public record Run(String machine, DeploymentId id, long fence) {}

  /// The execution under way was ended from outside.
  public static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  public Optional<Run> next() {
    current = Optional.ofNullable(waiting.poll());
    stopped = false;
    return current;
  }

  public void ended() {
    current = Optional.empty();
    stopped = false;
  }

  /// As AWS loses one: nobody tells its steps.
  public void kill() {
    stopped = current.isPresent();
  }

  /// @throws Killed when the execution under way was ended
  public void goesOn() {
    if (stopped) {
      throw new Killed();
    }
  }

  Set<Run> everStarted() {
    return Set.copyOf(ever);
  }

  boolean idle() {
    return waiting.isEmpty() && current.isEmpty();
  }

  @Override
  public void deploy(DeploymentId id, long fence) {
    start(new Run("deploy", id, fence));
  }

  @Override
  public void rollBack(DeploymentId id, long fence) {
    start(new Run("roll-back", id, fence));
  }

  private void start(Run run) {
    if (outages.down(Outages.Part.StepFunctions)) {
      throw new NotStarted(
          "the engine does not answer", new Outages.Down(Outages.Part.StepFunctions));
    }
    if (ever.add(run)) {
      waiting.add(run);
    }
  }

  @Override
  public void stop(DeploymentId id, long fence, boolean rollback) {
    if (!outages.down(Outages.Part.StepFunctions)) {
      var run = run(id, fence, rollback);
      waiting.remove(run);
      stopped |= current.filter(run::equals).isPresent();
    }
  }

  private static Run run(DeploymentId id, long fence, boolean rollback) {
    return new Run(rollback ? "roll-back" : "deploy", id, fence);
  }

  @Override
  public State state(DeploymentId id, long fence, boolean rollback) {
    if (outages.down(Outages.Part.StepFunctions)) {
      return State.Unknown;
    }
    var run = run(id, fence, rollback);
    boolean runs = !stopped && current.filter(run::equals).isPresent();
    return runs || waiting.contains(run) ? State.Running : State.Over;
  }
}
