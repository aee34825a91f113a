package io.hotswap.domain.deployment;

import io.hotswap.domain.approval.ApprovalRepair;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.batch.PartialFailure;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Sees to it, again and again, that whatever is under way is carried on by somebody: an execution
/// that died leaves no place held and nobody waiting.
public final class Reconciling {
  private final Deployments deployments;
  private final Places places;
  private final ApprovalRepair approvals;
  private final InstantSource clock;

  public Reconciling(
      Deployments deployments,
      Surroundings around,
      Executions executions,
      RolloutTimes times,
      ApprovalRepair approvals,
      InstantSource clock) {
    this.deployments = deployments;
    this.places = new Places(deployments, around, executions, times);
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
    boolean room = holders.size() < Place.MOST;
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
      return places.revive(deployment, origin, now);
    }
    return places.reviveIfDead(deployment, origin, now);
  }

  private boolean isFree(Deployment deployment) {
    return deployment.progress().phase() == Phase.AwaitingApproval
        && deployments.place(deployment.pluginId(), deployment.environment()).holder().isEmpty();
  }
}
