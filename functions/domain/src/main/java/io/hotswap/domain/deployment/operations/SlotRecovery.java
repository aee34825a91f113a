package io.hotswap.domain.deployment.operations;

import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentChange;
import io.hotswap.domain.deployment.DeploymentOutcome;
import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.DeploymentSlot;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.Executions;
import io.hotswap.domain.deployment.restoration.CleanReleases;
import io.hotswap.domain.deployment.rollout.ApprovalSteps;
import io.hotswap.domain.deployment.rollout.NextRoutingDocument;
import io.hotswap.domain.deployment.rollout.RolloutTimeouts;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDocuments;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Optional;

/// Recovers slots whose holder's execution died: restarts it, or closes the deployment.
public final class SlotRecovery {
  /// Executions in a row that may die before the deployment is abandoned.
  private static final int MAX_RESTARTS = 50;

  private final Deployments deployments;
  private final RoutingDocuments routing;
  private final Approvals approvals;
  private final Executions executions;
  private final CleanReleases cleanReleases;
  private final RolloutTimeouts timeouts;

  public SlotRecovery(
      Deployments deployments,
      RoutingDocuments routing,
      Approvals approvals,
      Executions executions,
      CleanReleases cleanReleases,
      RolloutTimeouts timeouts) {
    this.deployments = deployments;
    this.routing = routing;
    this.approvals = approvals;
    this.executions = executions;
    this.cleanReleases = cleanReleases;
    this.timeouts = timeouts;
  }

  /// The refusal for a slot that is held. Restarts the holder if its execution died.
  public Refusal refusalByHolder(DeploymentId id, Origin origin, Instant now) {
    var holder =
        deployments
            .find(id)
            .orElseThrow(
                () -> new NoSuchElementException("No deployment " + id + " holds a place"));
    reviveIfDead(holder, origin, now);
    return Refusal.of(
        ErrorCode.DEPLOYMENT_IN_PROGRESS,
        "Deployment %s (%s %s to %s, %s%s) is in progress there"
            .formatted(
                id,
                holder.pluginName(),
                holder.version().release(),
                holder.environment(),
                holder.progress().phase(),
                holder.paused() ? ", paused" : ""));
  }

  /// Whether its execution is over, by the engine's answer or because it is long overdue.
  boolean isDead(Deployment deployment, Instant now) {
    var progress = deployment.progress();
    if (deployment.closed()
        || deployment.paused()
        || progress.since().plus(timeouts.start()).isAfter(now)) {
      return false;
    }
    return switch (executions.state(
        deployment.id(), deployment.fence(), deployment.rollingBack())) {
      case Over -> true;
      case Running, Unknown ->
          progress.phase() != DeploymentPhase.AwaitingApproval
              && progress.deadline().orElse(progress.since()).plus(timeouts.stall()).isBefore(now);
    };
  }

  /// @return whether the execution was dead
  boolean reviveIfDead(Deployment deployment, Origin origin, Instant now) {
    return isDead(deployment, now) && revive(deployment, origin, now);
  }

  /// Starts another execution, regardless of the state of the current one.
  boolean revive(Deployment deployment, Origin origin, Instant now) {
    if (deployment.restarts() + 1 >= MAX_RESTARTS) {
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
      // The next reconciliation tries again.
      return;
    }
  }

  /// Reverts its change and ends it as FailedDirty, because the state of its nodes is unknown.
  private void abandon(Deployment deployment, Origin origin, Instant now) {
    var why = "Its executions died repeatedly, at last in " + deployment.progress().phase();
    var reverted = reverted(deployment, origin, now);
    var back = reverted.deployment();
    var dirty =
        back.rollingBack()
            ? back.rollbackFailed(DeploymentPhase.Abandoned, why, now)
            : back.failed(DeploymentPhase.Abandoned, DeploymentOutcome.FailedDirty, why, now);
    close(back, dirty, reverted.document(), "abandonDeployment", origin, now);
  }

  /// Ends a deployment in favour of a rollback of an earlier one, and reverts its change in the
  /// same write.
  boolean preempt(Deployment holder, Origin origin, Instant now) {
    var why =
        "Preempted by a rollback of an earlier deployment, requested by %s"
            .formatted(origin.name());
    var reverted = reverted(holder, origin, now);
    var back = reverted.deployment();
    var ended = back.failed(DeploymentPhase.Preempted, DeploymentOutcome.FailedClean, why, now);
    boolean closed = close(back, ended, reverted.document(), "preemptDeployment", origin, now);
    if (closed) {
      executions.stop(holder.id(), holder.fence(), holder.rollingBack());
    }
    return closed;
  }

  /// @param document empty where the routing has nothing of its change
  private record Reverted(Deployment deployment, Optional<RoutingDocument> document) {}

  private Reverted reverted(Deployment deployment, Origin origin, Instant now) {
    var current = routing.current(deployment.pluginId(), deployment.environment());
    var next = new NextRoutingDocument(deployment, current, origin.traceparent(), now);
    if (!next.holdsChange()) {
      return new Reverted(deployment, Optional.empty());
    }
    var back = next.bringsBack() ? cleanReleases.goingBack(deployment, now) : deployment;
    var document = new NextRoutingDocument(back, current, origin.traceparent(), now).reverted();
    return new Reverted(back, Optional.of(document));
  }

  /// Marks a deployment as never started and releases its slot.
  ///
  /// @return false when its state machine has begun after all
  public boolean giveUp(Deployment deployment, String why, Origin origin, Instant now) {
    var failed =
        deployment.failed(DeploymentPhase.NotStarted, DeploymentOutcome.FailedClean, why, now);
    return close(deployment, failed, Optional.empty(), "createDeployment", origin, now);
  }

  private boolean close(
      Deployment before,
      Deployment after,
      Optional<RoutingDocument> document,
      String action,
      Origin origin,
      Instant now) {
    var slot = deployments.slot(before.pluginId(), before.environment());
    boolean holds = slot.isHeldBy(before.id());
    return (holds || before.progress().phase() == DeploymentPhase.AwaitingApproval)
        && committed(
            DeploymentChange.of(before, after, slot)
                .slot(holds ? slot.released().withLastChange(lastChange(before, slot)) : slot)
                .document(document)
                .withdrawnApproval(ApprovalSteps.approvalToWithdraw(before, after, approvals))
                .build(action, origin, now));
  }

  /// The deployment that brought the serving version, once this one's change is reverted.
  private static Optional<DeploymentId> lastChange(Deployment before, DeploymentSlot slot) {
    return slot.lastChange().filter(before.id()::equals).isPresent()
        ? before.restoredVersion().map(it -> DeploymentId.of(it.deploymentId()))
        : slot.lastChange();
  }

  private boolean written(
      Deployment before, Deployment after, String action, Origin origin, Instant now) {
    var slot = deployments.slot(before.pluginId(), before.environment());
    return committed(DeploymentChange.of(before, after, slot).build(action, origin, now));
  }

  private boolean committed(DeploymentChange change) {
    return deployments.commit(change) == DeploymentChange.Result.Committed;
  }
}
