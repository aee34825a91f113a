package io.hotswap.domain.deployment;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Optional;

/// Keeps places from being orphaned: whoever meets a holder looks whether it is alive.
final class Places {
  private final Deployments deployments;
  private final Executions executions;
  private final RolloutTimes times;

  Places(Deployments deployments, Executions executions, RolloutTimes times) {
    this.deployments = deployments;
    this.executions = executions;
    this.times = times;
  }

  /// Why the place is not to be had; empty when it is worth looking again, because the holder was
  /// dead and is closed now.
  Optional<Refusal> inTheWay(DeploymentId id, Origin origin, Instant now) {
    var holder =
        deployments
            .find(id)
            .orElseThrow(
                () -> new NoSuchElementException("No deployment " + id + " holds a place"));
    if (holder.closed()) {
      return Optional.empty();
    }
    if (dead(holder, now)) {
      close(holder, holder.abandoned(now), "abandonDeployment", origin, now);
      return Optional.empty();
    }
    restartIfNeverBegun(holder, now);
    return Optional.of(
        Refusal.of(
            ErrorCode.DEPLOYMENT_IN_PROGRESS,
            "Deployment %s (%s %s to %s, %s) holds the place"
                .formatted(
                    id,
                    holder.pluginName(),
                    holder.version().version(),
                    holder.environment(),
                    holder.progress().phase())));
  }

  boolean dead(Deployment deployment, Instant now) {
    return waited(deployment, times.whole(), now);
  }

  /// Its request died between taking the place and starting the state machine.
  void restartIfNeverBegun(Deployment holder, Instant now) {
    if (!waited(holder, times.start(), now)) {
      return;
    }
    try {
      switch (holder.progress().phase()) {
        case Admitted -> executions.deploy(holder.id(), holder.fence());
        case RollbackAdmitted -> executions.rollBack(holder.id(), holder.fence());
        default -> {}
      }
    } catch (Executions.NotStarted stillDown) {
      // The holder stays in the way; whoever comes next tries again.
      return;
    }
  }

  /// Marks a deployment as never started and frees its place.
  ///
  /// @return false when its state machine has begun after all
  boolean giveUp(Deployment deployment, String why, Origin origin, Instant now) {
    var failed = deployment.failed(Phase.NotStarted, Outcome.FailedClean, why, now);
    return close(deployment, failed, "createDeployment", origin, now);
  }

  private boolean close(
      Deployment before, Deployment after, String action, Origin origin, Instant now) {
    var place = deployments.place(before.pluginId(), before.environment());
    var audit = Audits.of(action, before, after, origin, now);
    return place.isHeldBy(before.id(), before.fence())
        && deployments.commit(
                new DeploymentChange(after, place, place.released(), Optional.empty(), audit))
            == DeploymentChange.Result.Committed;
  }

  private static boolean waited(Deployment deployment, Duration longerThan, Instant now) {
    return deployment.progress().since().plus(longerThan).isBefore(now);
  }
}
