package io.hotswap.domain.deployment;

import io.hotswap.domain.access.Caller;
import io.hotswap.domain.access.Policy;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.RoutedVersion;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Takes a deployment back: at once when it is under way, else while it is the last change. Needs
/// nobody's approval, and takes the place of whatever is under way.
public final class RollingBack {
  /// How many versions back one can go.
  public static final int MEMORY = 10;

  private static final int ATTEMPTS = 10;

  private final Deployments deployments;
  private final Executions executions;
  private final Places places;
  private final InstantSource clock;

  public RollingBack(
      Deployments deployments,
      Surroundings around,
      Executions executions,
      RolloutTimes times,
      InstantSource clock) {
    this.deployments = deployments;
    this.executions = executions;
    this.places = new Places(deployments, around, executions, times);
    this.clock = clock;
  }

  /// @param rollbackId follows from the caller's Idempotency-Key
  /// @param toVersion one of the last that served; empty: the one before
  public record Request(
      UUID rollbackId,
      DeploymentId deploymentId,
      Optional<String> reason,
      Optional<String> toVersion) {}

  public Result<Deployment> rollBack(Caller caller, Request request, Origin origin) {
    var found = deployments.find(request.deploymentId());
    if (found.isEmpty()) {
      return Result.refused(
          ErrorCode.DEPLOYMENT_NOT_FOUND, "There is no deployment " + request.deploymentId());
    }
    if (!Policy.mayChange(caller, found.get().environment())) {
      return Result.refused(
          ErrorCode.NOT_ALLOWED,
          "Developers change Development and QA; " + found.get().environment() + " takes an Admin");
    }
    var asked =
        new Rollback.Asked(
            request.rollbackId(),
            caller.name(),
            request.reason(),
            Optional.empty(),
            origin.traceparent());
    return carriedOut(request.deploymentId(), asked, request.toVersion(), origin);
  }

  /// By a trigger. However often it fires, a deployment is rolled back by it once; one that asked
  /// not to be rolled back by itself is paused.
  ///
  /// @param evidence the numbers it fired on
  public Result<Deployment> automatic(
      DeploymentId id, String reason, String evidence, Origin origin) {
    var asked =
        new Rollback.Asked(
            UUID.nameUUIDFromBytes((id + "#automatic").getBytes(StandardCharsets.UTF_8)),
            "HotSwap",
            Optional.of(reason),
            Optional.of(evidence),
            origin.traceparent());
    var found = deployments.find(id);
    return found.isPresent() && pausesInstead(found.get())
        ? paused(found.get(), reason + ": " + evidence, origin)
        : carriedOut(id, asked, Optional.empty(), origin);
  }

  private static boolean pausesInstead(Deployment deployment) {
    return !deployment.closed()
        && !deployment.rollingBack()
        && deployment.order().settings() instanceof Settings.Canary canary
        && !canary.autoRollback();
  }

  private Result<Deployment> paused(Deployment deployment, String why, Origin origin) {
    if (deployment.paused()) {
      return Result.done(deployment);
    }
    var now = clock.instant();
    var place = deployments.place(deployment.pluginId(), deployment.environment());
    var next = deployment.stands(new Pause("HotSwap", why, now));
    return deployments.commit(
                change("pauseDeployment", deployment, next, place, place, origin, now))
            == DeploymentChange.Result.Committed
        ? Result.done(next)
        : Result.refused(
            ErrorCode.CHANGED_MEANWHILE, "The deployment changed; it is looked at again");
  }

  private Result<Deployment> carriedOut(
      DeploymentId id, Rollback.Asked asked, Optional<String> toVersion, Origin origin) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var deployment = deployments.find(id).orElseThrow();
      if (deployment.rollbacks().stream().anyMatch(it -> it.id().equals(asked.id()))) {
        return carriedOn(deployment, origin);
      }
      var place = deployments.place(deployment.pluginId(), deployment.environment());
      var refusal = refusal(deployment, place, origin);
      if (refusal.isPresent()) {
        return Result.refused(refusal.get());
      }
      var target = target(deployment, toVersion);
      if (target instanceof Result.Refused<Optional<RoutedVersion>>(var why)) {
        return Result.refused(why);
      }
      var next = admitted(deployment, place, asked, target, origin);
      if (next.isPresent()) {
        executions.stop(id, deployment.fence(), deployment.rollingBack());
        return started(next.get());
      }
    }
    return Result.refused(
        ErrorCode.CHANGED_MEANWHILE, "The deployment kept changing; look at it and try again");
  }

  private Optional<Deployment> admitted(
      Deployment deployment,
      Place place,
      Rollback.Asked asked,
      Result<Optional<RoutedVersion>> target,
      Origin origin) {
    var now = clock.instant();
    if (place.holder().filter(it -> !it.equals(deployment.id())).isPresent()) {
      places.preempt(deployments.find(place.holder().get()).orElseThrow(), origin, now);
      return Optional.empty();
    }
    var restored = ((Result.Done<Optional<RoutedVersion>>) target).value();
    var rollback = Rollback.asked(asked, deployment.version().version(), restored, now);
    var next = deployment.rollbackAdmitted(rollback, now);
    var change =
        change(
            "rollBackDeployment",
            deployment,
            next,
            place,
            place.taken(deployment.id()),
            origin,
            now);
    return deployments.commit(change) == DeploymentChange.Result.Committed
        ? Optional.of(next)
        : Optional.empty();
  }

  private static DeploymentChange change(
      String action,
      Deployment before,
      Deployment after,
      Place place,
      Place placeAfter,
      Origin origin,
      Instant now) {
    return new DeploymentChange(
        after,
        place,
        placeAfter,
        Optional.empty(),
        Optional.empty(),
        Messages.of(Optional.of(before), after, now),
        Audits.of(action, before, after, origin, now));
  }

  private Result<Optional<RoutedVersion>> target(
      Deployment deployment, Optional<String> toVersion) {
    if (toVersion.isEmpty()) {
      return Result.done(deployment.previous());
    }
    var history = history(deployment);
    return history.stream()
        .filter(it -> it.version().equals(toVersion.get()))
        .findFirst()
        .map(it -> Result.done(Optional.of(it)))
        .orElseGet(
            () ->
                Result.refused(
                    Refusal.of(
                        ErrorCode.INVALID_DEPLOYMENT,
                        "Version " + toVersion.get() + " is none of the last that served there",
                        "/toVersion",
                        "one of "
                            + history.stream().map(RoutedVersion::version).distinct().toList(),
                        "Send one of these versions, or none for the one before.")));
  }

  /// What served before it, newest first.
  private List<RoutedVersion> history(Deployment deployment) {
    List<RoutedVersion> history = new ArrayList<>();
    var before = deployment.previous();
    while (before.isPresent() && history.size() < MEMORY) {
      history.add(before.get());
      before =
          DeploymentId.parse(before.get().deploymentId())
              .flatMap(deployments::find)
              .flatMap(Deployment::previous);
    }
    return history;
  }

  private Optional<Refusal> refusal(Deployment deployment, Place place, Origin origin) {
    return switch (deployment.progress().status()) {
      case Failed ->
          nothing("it failed: " + deployment.progress().problem().orElse("see its timeline"));
      case RolledBack -> nothing("it is rolled back already");
      case Pending, InProgress ->
          deployment.rollingBack() ? underWay(deployment, origin) : notBegun(deployment);
      case Completed -> otherRollback(place).or(() -> laterChange(deployment, place));
    };
  }

  private static Optional<Refusal> notBegun(Deployment deployment) {
    return deployment.progress().phase() == Phase.AwaitingApproval
        ? nothing("it has not begun; abort it")
        : Optional.empty();
  }

  private Optional<Refusal> underWay(Deployment deployment, Origin origin) {
    return switch (carriedOn(deployment, origin)) {
      case Result.Refused<Deployment>(var why) -> Optional.of(why);
      case Result.Done<Deployment> done -> nothing("it is being rolled back already");
    };
  }

  private Optional<Refusal> otherRollback(Place place) {
    return place
        .holder()
        .flatMap(deployments::find)
        .filter(Deployment::rollingBack)
        .flatMap(it -> nothing("deployment " + it.id() + " is being rolled back there"));
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

  /// One that did not start is started, one whose machine died gets another.
  private Result<Deployment> carriedOn(Deployment deployment, Origin origin) {
    boolean revived = places.reviveIfDead(deployment, origin, clock.instant());
    var now = deployments.find(deployment.id()).orElseThrow();
    boolean starts = revived || now.progress().phase() == Phase.RollbackAdmitted;
    return now.rollingBack() && starts ? started(now) : Result.done(now);
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
