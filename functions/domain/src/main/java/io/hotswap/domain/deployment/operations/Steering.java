package io.hotswap.domain.deployment.operations;

import io.hotswap.domain.access.Caller;
import io.hotswap.domain.approval.decision.Withdrawing;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentChange;
import io.hotswap.domain.deployment.DeploymentOutcome;
import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.Executions;
import io.hotswap.domain.deployment.Pause;
import io.hotswap.domain.deployment.rollout.PhaseDeadlines;
import io.hotswap.domain.deployment.rollout.RolloutTimeouts;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.retry.ConflictRetry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// Pause, resume, promote and abort. Each changes the record; where a new execution has to
/// continue, the new fence supersedes the old one.
public final class Steering {
  private final Deployments deployments;
  private final Executions executions;
  private final RollingBackDeployment rollingBackDeployment;
  private final Withdrawing withdrawing;
  private final RolloutTimeouts timeouts;
  private final InstantSource clock;

  public Steering(
      Deployments deployments,
      Executions executions,
      RollingBackDeployment rollingBackDeployment,
      Withdrawing withdrawing,
      RolloutTimeouts timeouts,
      InstantSource clock) {
    this.deployments = deployments;
    this.executions = executions;
    this.rollingBackDeployment = rollingBackDeployment;
    this.withdrawing = withdrawing;
    this.timeouts = timeouts;
    this.clock = clock;
  }

  public enum Command {
    Pause,
    Resume,
    Promote,
    Abort
  }

  /// @param requestId derived from the caller's Idempotency-Key
  public record Request(
      UUID requestId, DeploymentId deploymentId, Command command, Optional<String> reason) {}

  public Result<Deployment> steer(Caller caller, Request request, Origin origin) {
    return ChangeableDeployment.find(deployments, request.deploymentId(), caller)
        .then(
            it ->
                request.command() == Command.Abort
                    ? aborted(caller, request, it, origin)
                    : changed(caller, request, origin));
  }

  private Result<Deployment> changed(Caller caller, Request request, Origin origin) {
    return ConflictRetry.run(() -> attempted(caller, request, origin))
        .orElseGet(
            () ->
                Result.refused(
                    ErrorCode.CHANGED_MEANWHILE,
                    "The deployment kept changing; read it again and retry"));
  }

  private Optional<Result<Deployment>> attempted(Caller caller, Request request, Origin origin) {
    var before = deployments.find(request.deploymentId()).orElseThrow();
    var refusal = refusal(request.command(), before);
    if (refusal.isPresent()) {
      return Optional.of(Result.refused(refusal.get()));
    }
    var now = clock.instant();
    var after = after(caller, request, before, now);
    return committed(request.command(), before, after, origin, now)
        ? Optional.of(carriedOn(before, after))
        : Optional.empty();
  }

  private Deployment after(Caller caller, Request request, Deployment before, Instant now) {
    return switch (request.command()) {
      case Pause ->
          before.withPause(
              new Pause(caller.name(), request.reason().orElse("no reason given"), now));
      case Resume -> before.resumed(caller.name(), PhaseDeadlines.of(before, timeouts, now), now);
      case Promote -> before.promoted(caller.name(), PhaseDeadlines.of(before, timeouts, now), now);
      case Abort -> throw new IllegalStateException("An abort is a rollback");
    };
  }

  private boolean committed(
      Command command, Deployment before, Deployment after, Origin origin, Instant now) {
    var slot = deployments.slot(before.pluginId(), before.environment());
    var action = command.name().toLowerCase(java.util.Locale.ROOT) + "Deployment";
    var change = DeploymentChange.of(before, after, slot).build(action, origin, now);
    return deployments.commit(change) == DeploymentChange.Result.Committed;
  }

  /// A new fence needs a new execution. If it does not start, the reconciliation starts one.
  private Result<Deployment> carriedOn(Deployment before, Deployment after) {
    if (after.fence() == before.fence()) {
      return Result.done(after);
    }
    executions.stop(before.id(), before.fence(), before.rollingBack());
    try {
      executions.deploy(after.id(), after.fence());
      return Result.done(after);
    } catch (Executions.NotStarted e) {
      return Result.refused(
          ErrorCode.ROLLOUT_NOT_STARTED,
          "The change is recorded; its execution did not start yet, but will within minutes. "
              + e.getMessage());
    }
  }

  private Result<Deployment> aborted(
      Caller caller, Request request, Deployment deployment, Origin origin) {
    if (deployment.closed()) {
      return Result.refused(notNow("abort", "it has ended: " + deployment.progress().status()));
    }
    var why = "Aborted" + request.reason().map(it -> ": " + it).orElse("");
    if (deployment.progress().phase() == DeploymentPhase.AwaitingApproval) {
      return declined(deployment, why + " by " + caller.name(), origin);
    }
    return rollingBackDeployment.rollBack(
        caller,
        new RollingBackDeployment.Request(
            request.requestId(), deployment.id(), Optional.of(why), RollbackTarget.PREVIOUS),
        origin);
  }

  /// Ends the approval before the deployment: if the second write fails, the resumed state machine
  /// closes the deployment. In the other order a failure would leave the approval open for good.
  private Result<Deployment> declined(Deployment deployment, String why, Origin origin) {
    if (!withdrawing.withdraw(deployment.id(), origin)) {
      return Result.refused(
          ErrorCode.ROLLOUT_NOT_STARTED,
          "The state machine that waits for the approval could not be resumed; try again");
    }
    var now = clock.instant();
    var ended = deployment.failed(DeploymentPhase.Declined, DeploymentOutcome.Declined, why, now);
    if (!committed(Command.Abort, deployment, ended, origin, now)) {
      var found = deployments.find(deployment.id()).orElseThrow();
      return found.closed()
          ? Result.done(found)
          : Result.refused(ErrorCode.CHANGED_MEANWHILE, "It has just begun; try again");
    }
    executions.stop(deployment.id(), deployment.fence(), deployment.rollingBack());
    return Result.done(ended);
  }

  private static Optional<Refusal> refusal(Command command, Deployment it) {
    if (it.closed() || it.rollingBack()) {
      return Optional.of(notNow(command, "it is over, or being rolled back"));
    }
    return switch (command) {
      case Pause -> pausable(it);
      case Resume ->
          it.paused() ? Optional.empty() : Optional.of(notNow(command, "it is not paused"));
      case Promote -> promotable(it);
      case Abort -> Optional.empty();
    };
  }

  private static Optional<Refusal> pausable(Deployment it) {
    if (it.paused()) {
      return Optional.of(notNow(Command.Pause, "it is paused already"));
    }
    if (!it.request().strategy().canPause()) {
      return Optional.of(
          notNow(Command.Pause, it.strategyName() + " has no stages to pause between"));
    }
    return switch (it.progress().phase()) {
      case Begun, Staging, Warming, Shifting, Observing, Passed -> Optional.empty();
      default -> Optional.of(notNow(Command.Pause, "it is in " + it.progress().phase()));
    };
  }

  private static Optional<Refusal> promotable(Deployment it) {
    if (!it.request().strategy().canPromote()) {
      return Optional.of(notNow(Command.Promote, it.strategyName() + " waits for no verdict"));
    }
    boolean stands =
        switch (it.progress().phase()) {
          case Warming, Shifting, Observing, Passed -> true;
          default -> false;
        };
    return stands && !it.rolloutState().promoted()
        ? Optional.empty()
        : Optional.of(notNow(Command.Promote, "it is in " + it.progress().phase()));
  }

  private static Refusal notNow(Command command, String why) {
    return notNow(command.name().toLowerCase(java.util.Locale.ROOT), why);
  }

  private static Refusal notNow(String command, String why) {
    return Refusal.of(ErrorCode.NOT_NOW, "Cannot " + command + " this deployment: " + why);
  }
}
