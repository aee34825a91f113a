package io.hotswap.domain.deployment.operations;

import io.hotswap.domain.access.Caller;
import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.approval.decision.RequestedApproval;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentChange;
import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.plan.ApprovalTermsCalculator;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.retry.ConflictRetry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Requests a new approval for a waiting deployment when its terms have changed or its approval has
/// expired. The waiting state machine is moved to the new approval.
public final class RequestingApproval {
  private final Deployments deployments;
  private final Approvals approvals;
  private final ApprovalTermsCalculator terms;
  private final Duration expiry;
  private final InstantSource clock;

  /// @param expiry how long approvers have
  public RequestingApproval(
      Deployments deployments,
      Approvals approvals,
      ApprovalTermsCalculator terms,
      Duration expiry,
      InstantSource clock) {
    this.deployments = deployments;
    this.approvals = approvals;
    this.terms = terms;
    this.expiry = expiry;
    this.clock = clock;
  }

  /// @return the current approval if it is still valid, or the new one
  public Result<Approval> request(Caller caller, DeploymentId id, Origin origin) {
    return ConflictRetry.run(() -> attempted(caller, id, origin))
        .orElseGet(
            () ->
                Result.refused(
                    ErrorCode.CHANGED_MEANWHILE,
                    "The deployment kept changing; read it again and retry"));
  }

  private Optional<Result<Approval>> attempted(Caller caller, DeploymentId id, Origin origin) {
    return switch (ChangeableDeployment.find(deployments, id, caller)) {
      case Result.Refused<Deployment>(var why) -> Optional.of(Result.refused(why));
      case Result.Done<Deployment>(var deployment) -> attempted(deployment, origin);
    };
  }

  private Optional<Result<Approval>> attempted(Deployment deployment, Origin origin) {
    return switch (currentApproval(deployment)) {
      case Result.Done<Approval>(var old) ->
          requestAgain(deployment, old, origin).map(Result::done);
      // Another request may have replaced it between the two reads.
      case Result.Refused<Approval> refused ->
          isReplaced(deployment) ? Optional.empty() : Optional.of(refused);
    };
  }

  /// The approval that the state machine waits for.
  private Result<Approval> currentApproval(Deployment deployment) {
    if (deployment.progress().phase() != DeploymentPhase.AwaitingApproval) {
      return notNow(
          "the deployment does not wait for approval, it is in " + deployment.progress().phase());
    }
    var approval = deployment.rolloutState().approval().flatMap(approvals::find).orElseThrow();
    return switch (approval.status()) {
      case Pending -> Result.done(approval);
      case Approved -> notNow("it is approved, and the deployment waits for its slot");
      case Rejected -> notNow("it was rejected; deploy again");
      case Expired -> notNow("it expired at " + approval.expiresAt() + "; deploy again");
      case Withdrawn -> notNow("it was withdrawn; deploy again");
    };
  }

  private boolean isReplaced(Deployment deployment) {
    var now = deployments.find(deployment.id()).flatMap(it -> it.rolloutState().approval());
    return !now.equals(deployment.rolloutState().approval());
  }

  /// Empty when the deployment, its approval or its slot changed meanwhile.
  private Optional<Approval> requestAgain(Deployment deployment, Approval old, Origin origin) {
    var now = clock.instant();
    var current = terms.of(deployment.request());
    if (!old.expiredAt(now) && old.planHash().equals(current.hash())) {
      return Optional.of(old);
    }
    var requested = RequestedApproval.replacing(old, deployment.request(), current, expiry, now);
    return committed(deployment, old, requested, origin, now)
        ? Optional.of(requested.approval())
        : Optional.empty();
  }

  private boolean committed(
      Deployment before, Approval old, RequestedApproval requested, Origin origin, Instant now) {
    var slot = deployments.slot(before.pluginId(), before.environment());
    var after = before.withApproval(requested.approval().id(), now);
    return deployments.commit(
            DeploymentChange.of(before, after, slot)
                .approval(Optional.of(requested.approval()))
                .withdrawnApproval(Optional.of(old.withdrawn()))
                .messages(requested.messages())
                .build("requestApproval", origin, now))
        == DeploymentChange.Result.Committed;
  }

  private static Result<Approval> notNow(String why) {
    return Result.refused(ErrorCode.NOT_NOW, "Cannot ask for approval: " + why);
  }
}
