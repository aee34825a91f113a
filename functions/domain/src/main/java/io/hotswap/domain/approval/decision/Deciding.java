package io.hotswap.domain.approval.decision;

import io.hotswap.domain.access.Accounts;
import io.hotswap.domain.access.Caller;
import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.approval.Approver;
import io.hotswap.domain.approval.Eligibility;
import io.hotswap.domain.approval.TaskTokens;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.plan.ApprovalTermsCalculator;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.retry.ConflictRetry;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// Approves or rejects. Concurrent decisions each count once; the last one needed resumes the state
/// machine.
public final class Deciding {
  private final Approvals approvals;
  private final Deployments deployments;
  private final ApprovalTermsCalculator terms;
  private final TaskResumer taskResumer;
  private final ApprovalCloser approvalCloser;
  private final Eligibility eligibility;
  private final DecisionReview review;
  private final InstantSource clock;

  public Deciding(
      Approvals approvals,
      Deployments deployments,
      ApprovalTermsCalculator terms,
      Accounts accounts,
      TaskTokens tokens,
      InstantSource clock) {
    this.approvals = approvals;
    this.deployments = deployments;
    this.terms = terms;
    this.eligibility = new Eligibility(accounts);
    this.review = new DecisionReview(accounts);
    this.taskResumer = new TaskResumer(tokens);
    this.approvalCloser = new ApprovalCloser(approvals, deployments, tokens, clock);
    this.clock = clock;
  }

  /// @param approves false: rejects, which requires a reason
  public record Request(UUID approvalId, boolean approves, Optional<String> reason) {}

  public Result<Approval> decide(Caller caller, Request request, Origin origin) {
    try {
      return decided(caller, request, origin);
    } catch (Accounts.Unavailable e) {
      return Result.refused(
          ErrorCode.ACCOUNTS_UNAVAILABLE,
          "Nothing was decided: the accounts could not be looked up; try again");
    }
  }

  private Result<Approval> decided(Caller caller, Request request, Origin origin) {
    return ConflictRetry.run(() -> attempted(caller, request, origin))
        .orElseGet(
            () ->
                Result.refused(
                    ErrorCode.CHANGED_MEANWHILE,
                    "The approval kept changing; read it again and retry"));
  }

  private Optional<Result<Approval>> attempted(Caller caller, Request request, Origin origin) {
    var found = approvals.find(request.approvalId());
    return found.isEmpty()
        ? Optional.of(
            Result.refused(
                ErrorCode.APPROVAL_NOT_FOUND, "There is no approval " + request.approvalId()))
        : attempted(caller, request, approvalCloser.closeIfDue(found.get(), origin), origin);
  }

  /// Empty when the approval was changed concurrently.
  private Optional<Result<Approval>> attempted(
      Caller caller, Request request, Approval stored, Origin origin) {
    var deployment = deployments.find(stored.deploymentId()).orElseThrow();
    var approval = stored.open() ? review.review(stored) : stored;
    var capacity =
        eligibility
            .of(caller, deployment.request().requester(), approval)
            .then(it -> requireCurrentPlan(request, approval, deployment, it));
    return switch (capacity) {
      case Result.Refused<Approver>(var refusal) -> Optional.of(Result.refused(refusal));
      case Result.Done<Approver>(var as) ->
          written(caller, request, approval, deployment, as, origin).map(Result::done);
    };
  }

  /// A rejection is accepted even when the plan has changed.
  private Result<Approver> requireCurrentPlan(
      Request request, Approval approval, Deployment deployment, Approver as) {
    return !request.approves() || terms.of(deployment.request()).hash().equals(approval.planHash())
        ? Result.done(as)
        : Result.refused(
            ErrorCode.PLAN_CHANGED,
            "Something else serves now than when this was asked for. Ask for approval of the"
                + " plan as it is now: POST /api/v1/deployments/"
                + deployment.id()
                + "/request-approval");
  }

  private Optional<Approval> written(
      Caller caller,
      Request request,
      Approval before,
      Deployment deployment,
      Approver as,
      Origin origin) {
    var now = clock.instant();
    var after =
        before.withDecision(
            new Approval.Decision(
                caller.subject(),
                caller.name(),
                caller.email(),
                as,
                request.approves(),
                request.reason(),
                now,
                Optional.empty()));
    var action = request.approves() ? "approve" : "reject";
    boolean committed =
        approvals.commit(
            after,
            ApprovalAudits.of(action, before, after, origin, now),
            ApprovalMessages.of(after, deployment.request().requester(), now));
    if (!committed) {
      return Optional.empty();
    }
    taskResumer.resume(after);
    return Optional.of(after);
  }
}
