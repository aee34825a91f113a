package io.hotswap.domain.deployment.operations;

import io.hotswap.domain.approval.decision.ApprovalRepair;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.DeploymentPorts;
import io.hotswap.domain.deployment.DeploymentSlot;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.Executions;
import io.hotswap.domain.deployment.rollout.RolloutTimeouts;
import io.hotswap.domain.ids.DeploymentId;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Sees to it, again and again, that whatever is under way is carried on by somebody: an execution
/// that died leaves no place held and nobody waiting.
public final class Reconciling {
  private final Deployments deployments;
  private final SlotRecovery slots;
  private final ApprovalRepair approvals;
  private final InstantSource clock;

  public Reconciling(
      Deployments deployments,
      DeploymentPorts ports,
      Executions executions,
      RolloutTimeouts timeouts,
      ApprovalRepair approvals,
      InstantSource clock) {
    this.deployments = deployments;
    this.slots = new SlotRecovery(deployments, ports, executions, timeouts);
    this.approvals = approvals;
    this.clock = clock;
  }

  /// Each deployment on its own: one that cannot be looked after holds up none of the others.
  ///
  /// @return the deployments that nobody carried on any more
  /// @throws PartialFailure at the end, when any could not be looked after
  public Set<DeploymentId> reconcile(Origin origin) {
    var holders = deployments.holders();
    var waiting = deployments.waiting();
    Set<DeploymentId> open = new HashSet<>(holders);
    open.addAll(waiting);
    boolean room = holders.size() < DeploymentSlot.MOST;
    return new HashSet<>(
        PartialFailure.afterAll(open, id -> reconciled(id, waiting.contains(id), room, origin)));
  }

  private Optional<DeploymentId> reconciled(
      DeploymentId id, boolean waits, boolean room, Origin origin) {
    boolean silent = waits && approvals.repair(id, origin) == ApprovalRepair.Found.Silent;
    return deployments
        .find(id)
        .filter(it -> revived(it, silent && room, origin))
        .map(Deployment::id);
  }

  /// @param silent nothing was heard of its machine, and it does not stand in line for one of all
  ///   places
  private boolean revived(Deployment deployment, boolean silent, Origin origin) {
    var now = clock.instant();
    if (silent && isFree(deployment)) {
      return slots.revive(deployment, origin, now);
    }
    return slots.reviveIfDead(deployment, origin, now);
  }

  private boolean isFree(Deployment deployment) {
    return deployment.progress().phase() == DeploymentPhase.AwaitingApproval
        && deployments.place(deployment.pluginId(), deployment.environment()).holder().isEmpty();
  }
}
