package io.hotswap.domain.deployment;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.routing.RoutingDocuments;
import java.time.InstantSource;
import java.util.NoSuchElementException;

/// Carries out the steps of the state machines. Every step may run twice, late, or at the same time
/// as itself: its write is conditional on the deployment's revision and on the place's fence.
public final class RollingOut {
  private static final int ATTEMPTS = 10;

  private final Deployments deployments;
  private final RoutingDocuments routing;
  private final Nodes nodes;
  private final RolloutTimes times;
  private final InstantSource clock;

  public RollingOut(
      Deployments deployments,
      RoutingDocuments routing,
      Nodes nodes,
      RolloutTimes times,
      InstantSource clock) {
    this.deployments = deployments;
    this.routing = routing;
    this.nodes = nodes;
    this.times = times;
    this.clock = clock;
  }

  /// @throws NoSuchElementException when there is no such deployment
  /// @throws IllegalStateException when others kept changing the same things; worth a retry
  public StepResult run(Step step, DeploymentId id, long fence, Origin origin) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var deployment =
          deployments
              .find(id)
              .orElseThrow(() -> new NoSuchElementException("There is no deployment " + id));
      if (deployment.fence() != fence) {
        return new StepResult(StepOutcome.Overtaken, deployment, false);
      }
      if (deployment.closed()) {
        return new StepResult(ending(deployment), deployment, false);
      }
      var place = deployments.place(deployment.pluginId(), deployment.environment());
      if (!place.isHeldBy(id, fence)) {
        return new StepResult(StepOutcome.Overtaken, deployment, false);
      }
      var situation =
          new Situation(
              deployment, place, routing, nodes, times, origin.traceparent(), clock.instant());
      switch (decide(step, situation)) {
        case Decision.Answer(var outcome) -> {
          return new StepResult(outcome, deployment, false);
        }
        case Decision.Write write -> {
          if (written(step, situation, write, origin)) {
            return new StepResult(write.outcome(), write.next(), true);
          }
        }
      }
    }
    throw new IllegalStateException(step + " of " + id + " lost " + ATTEMPTS + " races");
  }

  /// Whatever stood in the way is seen by looking again.
  private boolean written(Step step, Situation at, Decision.Write write, Origin origin) {
    var audit = Audits.of(step.name(), at.deployment(), write.next(), origin, at.now());
    var change =
        new DeploymentChange(write.next(), at.place(), write.place(), write.document(), audit);
    return deployments.commit(change) == DeploymentChange.Result.Committed;
  }

  private static Decision decide(Step step, Situation at) {
    return switch (step) {
      case BeginDeployment -> DirectSteps.begin(at);
      case StageVersion -> DirectSteps.stage(at);
      case CheckStaged -> DirectSteps.checkStaged(at);
      case SwitchTraffic -> DirectSteps.switchTraffic(at);
      case CheckSwitched -> DirectSteps.checkSwitched(at);
      case CompleteDeployment -> DirectSteps.complete(at);
      case WithdrawVersion -> UndoSteps.withdraw(at);
      case FailDeployment -> UndoSteps.fail(at);
      case RevertRouting -> UndoSteps.revert(at);
      case CheckReverted -> UndoSteps.checkReverted(at);
      case CompleteRollback -> UndoSteps.completeRollback(at);
      case FailRollback -> UndoSteps.failRollback(at);
    };
  }

  private static StepOutcome ending(Deployment deployment) {
    return switch (deployment.progress().status()) {
      case Completed, RolledBack -> StepOutcome.Succeeded;
      default ->
          deployment.progress().outcome().filter(Outcome.FailedClean::equals).isPresent()
              ? StepOutcome.FailedClean
              : StepOutcome.FailedDirty;
    };
  }
}
