package io.hotswap.domain.deployment.operations;

import io.hotswap.domain.approval.decision.ApprovalRepair;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.DeploymentSlot;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.ids.DeploymentId;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Runs on a schedule and restarts deployments whose execution died, so that no slot stays held and
/// no deployment waits forever.
public final class Reconciling {
  private final Deployments deployments;
  private final SlotRecovery slots;
  private final ApprovalRepair approvals;
  private final InstantSource clock;

  public Reconciling(
      Deployments deployments, SlotRecovery slots, ApprovalRepair approvals, InstantSource clock) {
    this.deployments = deployments;
    this.slots = slots;
    this.approvals = approvals;
    this.clock = clock;
  }

  /// Handles each deployment on its own; a failure does not affect the others.
  ///
  /// @return the deployments that had no live execution
  /// @throws PartialFailure at the end, when any could not be handled
  public Set<DeploymentId> reconcile(Origin origin) {
    var holders = deployments.holders();
    var waiting = deployments.waiting();
    Set<DeploymentId> open = new HashSet<>(holders);
    open.addAll(waiting);
    boolean room = holders.size() < DeploymentSlot.MAX_HELD;
    return new HashSet<>(
        PartialFailure.afterAll(open, id -> reconciled(id, waiting.contains(id), room, origin)));
  }

  private Optional<DeploymentId> reconciled(
      DeploymentId id, boolean waits, boolean room, Origin origin) {
    boolean silent = waits && approvals.repair(id, origin) == ApprovalRepair.Found.Unawaited;
    return deployments
        .find(id)
        .filter(it -> revived(it, silent && room, origin))
        .map(Deployment::id);
  }

  /// @param silent no execution registered a task token, and the deployment is not merely waiting
  ///   because all slots are held
  private boolean revived(Deployment deployment, boolean silent, Origin origin) {
    var now = clock.instant();
    if (silent && isFree(deployment)) {
      return slots.revive(deployment, origin, now);
    }
    return slots.reviveIfDead(deployment, origin, now);
  }

  private boolean isFree(Deployment deployment) {
    return deployment.progress().phase() == DeploymentPhase.AwaitingApproval
        && deployments.slot(deployment.pluginId(), deployment.environment()).holder().isEmpty();
  }
}
