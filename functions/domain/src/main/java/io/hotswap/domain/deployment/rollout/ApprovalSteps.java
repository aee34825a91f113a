package io.hotswap.domain.deployment.rollout;

import io.hotswap.domain.access.Accounts;
import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.approval.decision.DecisionReview;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentOutcome;
import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.admission.ReleaseAdmission;
import io.hotswap.domain.deployment.plan.ApprovalTermsCalculator;
import io.hotswap.domain.deployment.rollout.StepDecision.Write;
import java.util.Comparator;
import java.util.Optional;

/// Decides the next step of a deployment that waits for its approvers.
public final class ApprovalSteps {
  private static final int POLL_SECONDS = 15;

  private final Accounts accounts;
  private final ApprovalTermsCalculator terms;
  private final ReleaseAdmission admission;

  public ApprovalSteps(
      Accounts accounts, ApprovalTermsCalculator terms, ReleaseAdmission admission) {
    this.accounts = accounts;
    this.terms = terms;
    this.admission = admission;
  }

  StepDecision decide(StepContext context) {
    var approval =
        context
            .reads()
            .approval()
            .orElseThrow(
                () -> new IllegalStateException("No approval of " + context.deployment().id()));
    return switch (approval.status()) {
      case Pending -> StepDecision.answer(StepOutcome.NeedsApproval);
      case Approved -> approved(context, approval);
      case Rejected -> closed(context, rejection(approval));
      case Expired -> closed(context, "Nobody approved it before " + approval.expiresAt());
      case Withdrawn -> closed(context, "Its approval was withdrawn");
    };
  }

  private StepDecision approved(StepContext context, Approval approval) {
    var withdrawn = terms.withdrawal(context.deployment().request());
    if (withdrawn.isPresent()) {
      return closed(context, withdrawn.get());
    }
    var current = terms.of(context.deployment().request(), context.currentDocument());
    if (!current.hash().equals(approval.planHash())) {
      return closed(
          context, "The plan has changed since it was approved: another version serves now");
    }
    var request = context.deployment().request();
    var refused =
        admission.refusal(request.pluginName(), terms.release(request), request.environment());
    if (refused.isPresent()) {
      return closed(context, refused.get().detail());
    }
    var refusal = terms.refusal(request);
    if (refusal.isPresent()) {
      return closed(context, refusal.get().detail());
    }
    if (context.slot().holder().isPresent()) {
      return waitForSlot(
          context, approval, "Deployment " + context.slot().holder().get() + " has held its slot");
    }
    try {
      return begunAsApproved(context, new DecisionReview(accounts).review(approval));
    } catch (Accounts.Unavailable e) {
      return waitForSlot(context, approval, "The accounts of its approvers could not be looked up");
    }
  }

  private static StepDecision begunAsApproved(StepContext context, Approval reviewed) {
    return reviewed.decisions().reversed().stream()
        .filter(it -> it.lapsed().isPresent() && reviewed.stillNeeded().contains(it.as()))
        .findFirst()
        .map(
            it ->
                closed(
                    context,
                    "The approval of %s as %s counts no more: %s; deploy again"
                        .formatted(it.name(), it.as().displayName(), it.lapsed().orElseThrow())))
        .orElseGet(() -> begun(context));
  }

  private static StepDecision begun(StepContext context) {
    return new Write(
        context.deployment().begun(context.now()),
        context.slot().taken(context.deployment().id()),
        Optional.empty(),
        StepOutcome.Done);
  }

  /// @param why it cannot begin yet
  private static StepDecision waitForSlot(StepContext context, Approval approval, String why) {
    var decided =
        approval.decisions().stream()
            .map(Approval.Decision::at)
            .max(Comparator.naturalOrder())
            .orElse(approval.createdAt());
    return decided.plus(context.timeouts().slot()).isBefore(context.now())
        ? closed(context, "%s for %s".formatted(why, context.timeouts().slot()))
        : StepDecision.waiting(POLL_SECONDS);
  }

  /// Closes the deployment because its approve machine failed.
  static StepDecision machineFailed(StepContext context) {
    return closed(context, "The state machine that waits for its approval failed");
  }

  /// The open approval of a deployment that ends before it was decided; without the withdrawal it
  /// would stay in the approvers' list for good.
  public static Optional<Approval> approvalToWithdraw(
      Deployment before, Deployment after, Approvals approvals) {
    return endsUndecided(before, after)
        ? withdrawn(before.rolloutState().approval().flatMap(approvals::find))
        : Optional.empty();
  }

  static Optional<Approval> approvalToWithdraw(StepContext context, Deployment after) {
    return endsUndecided(context.deployment(), after)
        ? withdrawn(context.reads().approval())
        : Optional.empty();
  }

  private static boolean endsUndecided(Deployment before, Deployment after) {
    return before.progress().phase() == DeploymentPhase.AwaitingApproval && after.closed();
  }

  private static Optional<Approval> withdrawn(Optional<Approval> approval) {
    return approval.filter(Approval::open).map(Approval::withdrawn);
  }

  /// Whether the requester was already notified by the end of the approval.
  static boolean isAlreadyNotified(StepContext context, Deployment after) {
    return endsUndecided(context.deployment(), after)
        && context.reads().approval().filter(ApprovalSteps::endedByItself).isPresent();
  }

  private static boolean endedByItself(Approval it) {
    return switch (it.status()) {
      case Rejected, Expired -> true;
      case Pending, Approved, Withdrawn -> false;
    };
  }

  /// All slots are held, or this one was taken concurrently.
  static StepDecision retryLater() {
    return StepDecision.waiting(POLL_SECONDS);
  }

  private static StepDecision closed(StepContext context, String why) {
    return new Write(
        context
            .deployment()
            .failed(DeploymentPhase.Declined, DeploymentOutcome.Declined, why, context.now()),
        context.slot(),
        Optional.empty(),
        StepOutcome.Broken);
  }

  private static String rejection(Approval approval) {
    return approval.decisions().stream()
        .filter(it -> !it.approved())
        .map(it -> "Rejected by " + it.name() + it.reason().map(why -> ": " + why).orElse(""))
        .findFirst()
        .orElse("Rejected");
  }
}
