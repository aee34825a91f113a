package io.hotswap.domain.deployment;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.routing.RoutingDocument;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Optional;

/// Keeps places from being orphaned: whoever meets a holder looks whether it is alive.
final class Places {
  /// Of machines one after the other, while nobody steers the deployment.
  private static final int MOST_DEATHS = 50;

  private final Deployments deployments;
  private final Surroundings around;
  private final Executions executions;
  private final RolloutTimes times;

  Places(Deployments deployments, Surroundings around, Executions executions, RolloutTimes times) {
    this.deployments = deployments;
    this.around = around;
    this.executions = executions;
    this.times = times;
  }

  /// Why the place is not to be had. A holder whose state machine died gets another one.
  Refusal inTheWay(DeploymentId id, Origin origin, Instant now) {
    var holder =
        deployments
            .find(id)
            .orElseThrow(
                () -> new NoSuchElementException("No deployment " + id + " holds a place"));
    reviveIfDead(holder, origin, now);
    return Refusal.of(
        ErrorCode.DEPLOYMENT_IN_PROGRESS,
        "Deployment %s (%s %s to %s, %s%s) holds the place"
            .formatted(
                id,
                holder.pluginName(),
                holder.version().version(),
                holder.environment(),
                holder.progress().phase(),
                holder.paused() ? ", paused" : ""));
  }

  /// Nobody carries it on any more: the engine says so, or it is long overdue.
  boolean dead(Deployment deployment, Instant now) {
    var progress = deployment.progress();
    if (deployment.closed()
        || deployment.paused()
        || progress.since().plus(times.start()).isAfter(now)) {
      return false;
    }
    return switch (executions.state(
        deployment.id(), deployment.fence(), deployment.rollingBack())) {
      case Over -> true;
      case Running, Unknown ->
          progress.phase() != Phase.AwaitingApproval
              && progress.deadline().orElse(progress.since()).plus(times.whole()).isBefore(now);
    };
  }

  /// @return whether there was anything to do
  boolean reviveIfDead(Deployment deployment, Origin origin, Instant now) {
    return dead(deployment, now) && revive(deployment, origin, now);
  }

  /// Another execution carries it on, whatever the engine says of this one.
  boolean revive(Deployment deployment, Origin origin, Instant now) {
    if (deployment.restarts() + 1 >= MOST_DEATHS) {
      abandon(deployment, origin, now);
      return true;
    }
    var revived = deployment.restarted(now);
    if (written(deployment, revived, "restartDeployment", origin, now)) {
      executions.stop(deployment.id(), deployment.fence(), deployment.rollingBack());
      begin(revived);
    }
    return true;
  }

  private void begin(Deployment deployment) {
    try {
      if (deployment.rollingBack()) {
        executions.rollBack(deployment.id(), deployment.fence());
      } else {
        executions.deploy(deployment.id(), deployment.fence());
      }
    } catch (Executions.NotStarted stillDown) {
      // It is as dead as before; whoever looks next tries again.
      return;
    }
  }

  /// Nobody knows what its nodes do: out of the routing with it, and somebody must look.
  private void abandon(Deployment deployment, Origin origin, Instant now) {
    var why = "Its state machine died again and again, at last in " + deployment.progress().phase();
    var dirty =
        deployment.rollingBack()
            ? deployment.rollbackFailed(Phase.Abandoned, why, now)
            : deployment.failed(Phase.Abandoned, Outcome.FailedDirty, why, now);
    close(deployment, dirty, undone(deployment, origin, now), "abandonDeployment", origin, now);
  }

  /// Ends a deployment in favour of a rollback of what served before it: its change is out of the
  /// routing with the same write.
  boolean preempt(Deployment holder, Origin origin, Instant now) {
    var why =
        "A rollback of what served before, asked for by %s, took its place"
            .formatted(origin.name());
    var document = undone(holder, origin, now);
    var ended = holder.failed(Phase.Preempted, Outcome.FailedClean, why, now);
    boolean closed = close(holder, ended, document, "preemptDeployment", origin, now);
    if (closed) {
      executions.stop(holder.id(), holder.fence(), holder.rollingBack());
    }
    return closed;
  }

  private Optional<RoutingDocument> undone(Deployment deployment, Origin origin, Instant now) {
    var next =
        new NextDocument(
            deployment,
            around.routing().current(deployment.pluginId(), deployment.environment()),
            origin.traceparent(),
            now);
    return next.holdsChange() ? Optional.of(next.reverted()) : Optional.empty();
  }

  /// Marks a deployment as never started and frees its place.
  ///
  /// @return false when its state machine has begun after all
  boolean giveUp(Deployment deployment, String why, Origin origin, Instant now) {
    var failed = deployment.failed(Phase.NotStarted, Outcome.FailedClean, why, now);
    return close(deployment, failed, Optional.empty(), "createDeployment", origin, now);
  }

  private boolean close(
      Deployment before,
      Deployment after,
      Optional<RoutingDocument> document,
      String action,
      Origin origin,
      Instant now) {
    var place = deployments.place(before.pluginId(), before.environment());
    boolean holds = place.isHeldBy(before.id());
    return (holds || before.progress().phase() == Phase.AwaitingApproval)
        && committed(
            new DeploymentChange(
                after,
                place,
                holds ? place.released().changedBy(lastChange(before, place)) : place,
                document,
                Optional.empty(),
                Admission.leftOpen(before, after, around.approvals()),
                Messages.of(Optional.of(before), after, now),
                Audits.of(action, before, after, origin, now)));
  }

  /// What put the serving version there, once the deployment's change is gone.
  private static Optional<DeploymentId> lastChange(Deployment before, Place place) {
    return place.lastChange().filter(before.id()::equals).isPresent()
        ? before.restores().map(it -> DeploymentId.of(it.deploymentId()))
        : place.lastChange();
  }

  private boolean written(
      Deployment before, Deployment after, String action, Origin origin, Instant now) {
    var place = deployments.place(before.pluginId(), before.environment());
    return committed(
        new DeploymentChange(
            after,
            place,
            place,
            Optional.empty(),
            Optional.empty(),
            Messages.of(Optional.of(before), after, now),
            Audits.of(action, before, after, origin, now)));
  }

  private boolean committed(DeploymentChange change) {
    return deployments.commit(change) == DeploymentChange.Result.Committed;
  }
}
