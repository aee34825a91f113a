package io.hotswap.domain.deployment;

import io.hotswap.domain.access.Caller;
import io.hotswap.domain.access.Policy;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// Takes a deployment back: at once when it is under way, else while it is the last change.
public final class RollingBack {
  private static final int ATTEMPTS = 10;

  private final Deployments deployments;
  private final Executions executions;
  private final Places places;
  private final InstantSource clock;

  public RollingBack(
      Deployments deployments, Executions executions, RolloutTimes times, InstantSource clock) {
    this.deployments = deployments;
    this.executions = executions;
    this.places = new Places(deployments, executions, times);
    this.clock = clock;
  }

  /// @param rollbackId follows from the caller's Idempotency-Key
  public record Request(UUID rollbackId, DeploymentId deploymentId, Optional<String> reason) {}

  public Result<Deployment> rollBack(Caller caller, Request request, Origin origin) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var found = deployments.find(request.deploymentId());
      if (found.isEmpty()) {
        return Result.refused(
            ErrorCode.DEPLOYMENT_NOT_FOUND, "There is no deployment " + request.deploymentId());
      }
      var deployment = found.get();
      if (!Policy.mayChange(caller, deployment.environment())) {
        return Result.refused(
            ErrorCode.NOT_ALLOWED,
            "Developers change Development and QA; "
                + deployment.environment()
                + " takes an Admin");
      }
      if (deployment.rollbacks().stream().anyMatch(it -> it.id().equals(request.rollbackId()))) {
        return deployment.progress().phase() == Phase.RollbackAdmitted
            ? started(deployment)
            : Result.done(deployment);
      }
      var place = deployments.place(deployment.pluginId(), deployment.environment());
      var refusal = refusal(deployment, place, origin);
      if (refusal.isPresent()) {
        return Result.refused(refusal.get());
      }
      var now = clock.instant();
      var taken = place.taken(deployment.id());
      var rollback =
          deployment.newRollback(
              request.rollbackId(), caller.name(), request.reason(), origin.traceparent(), now);
      var next = deployment.rollbackAdmitted(rollback, taken.fence(), now);
      var audit = Audits.of("rollBackDeployment", deployment, next, origin, now);
      var change = new DeploymentChange(next, place, taken, Optional.empty(), audit);
      if (deployments.commit(change) == DeploymentChange.Result.Committed) {
        return started(next);
      }
    }
    return Result.refused(
        ErrorCode.CHANGED_MEANWHILE, "The deployment kept changing; look at it and try again");
  }

  private Optional<Refusal> refusal(Deployment deployment, Place place, Origin origin) {
    return switch (deployment.progress().status()) {
      case Failed ->
          nothing("it failed: " + deployment.progress().problem().orElse("see its timeline"));
      case RolledBack -> nothing("it is rolled back already");
      case Pending, InProgress ->
          deployment.rollingBack() ? underWay(deployment) : Optional.empty();
      case Completed ->
          place
              .holder()
              .flatMap(it -> places.inTheWay(it, origin, clock.instant()))
              .or(() -> laterChange(deployment, place));
    };
  }

  private Optional<Refusal> underWay(Deployment deployment) {
    var now = clock.instant();
    if (places.dead(deployment, now)) {
      return Optional.empty();
    }
    places.restartIfNeverBegun(deployment, now);
    return nothing("it is being rolled back already");
  }

  private static Optional<Refusal> laterChange(Deployment deployment, Place place) {
    return place.lastChange().filter(deployment.id()::equals).isPresent()
        ? Optional.empty()
        : nothing(
            place
                .lastChange()
                .map(it -> "deployment " + it + " changed the plugin later; roll that one back")
                .orElse("no version of the plugin serves there"));
  }

  private static Optional<Refusal> nothing(String why) {
    return Optional.of(
        Refusal.of(ErrorCode.NOTHING_TO_ROLL_BACK, "Cannot roll this deployment back: " + why));
  }

  /// The rollback stays admitted when its machine does not start: the deployment it preempted
  /// cannot go on, so the way is forward. The next request starts it.
  private Result<Deployment> started(Deployment deployment) {
    try {
      executions.rollBack(deployment.id(), deployment.fence());
      return Result.done(deployment);
    } catch (Executions.NotStarted e) {
      return Result.refused(
          ErrorCode.ROLLOUT_NOT_STARTED,
          "The rollback is admitted but did not start; send it again. " + e.getMessage());
    }
  }
}
