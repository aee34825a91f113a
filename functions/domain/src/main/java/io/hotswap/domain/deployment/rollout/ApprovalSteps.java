package io.hotswap.domain.deployment.rollout;

import io.hotswap.domain.access.Accounts;
import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.approval.decision.DecisionReview;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentOutcome;
import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.rollout.StepDecision.Write;
import java.util.Comparator;
import java.util.Optional;

/// What a deployment that waits for its approvers does next.
public final class ApprovalSteps {
  private static final int LOOK_SECONDS = 15;

  private ApprovalSteps() {}

  static StepDecision decide(StepContext context) {
    var approval =
        context
            .deployment()
            .course()
            .approval()
            .flatMap(context.around().approvals()::find)
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

  private static StepDecision approved(StepContext context, Approval approval) {
    if (!context.terms().hash().equals(approval.planHash())) {
      return closed(
          context, "The plan is another than the one approved: something else serves now");
    }
    if (context.place().holder().isPresent()) {
      return inLine(
          context,
          approval,
          "Deployment " + context.place().holder().get() + " has held its place");
    }
    try {
      return begunAsApproved(
          context, new DecisionReview(context.around().accounts()).review(approval));
    } catch (Accounts.Unavailable e) {
      return inLine(context, approval, "Who its approvers are now could not be looked up");
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
                        .formatted(it.name(), it.as().words(), it.lapsed().orElseThrow())))
        .orElseGet(() -> begun(context));
  }

  private static StepDecision begun(StepContext context) {
    return new Write(
        context.deployment().begun(context.now()),
        context.place().taken(context.deployment().id()),
        Optional.empty(),
        StepOutcome.Done);
  }

  /// @param why it is not yet its turn
  private static StepDecision inLine(StepContext context, Approval approval, String why) {
    var decided =
        approval.decisions().stream()
            .map(Approval.Decision::at)
            .max(Comparator.naturalOrder())
            .orElse(approval.createdAt());
    return decided.plus(context.times().place()).isBefore(context.now())
        ? closed(context, "%s for %s".formatted(why, context.times().place()))
        : StepDecision.waiting(LOOK_SECONDS);
  }

  /// Its state machine gave up on the approvers.
  static StepDecision givenUp(StepContext context) {
    return closed(context, "The state machine that waits for its approval failed");
  }

  /// What ends together with a deployment that ends before anybody decided: it would stand in the
  /// approvers' list for good.
  public static Optional<Approval> leftOpen(
      Deployment before, Deployment after, Approvals approvals) {
    return before.progress().phase() == DeploymentPhase.AwaitingApproval && after.closed()
        ? before
            .course()
            .approval()
            .flatMap(approvals::find)
            .filter(Approval::open)
            .map(Approval::withdrawn)
        : Optional.empty();
  }

  /// The end of its approval has been told already, with all that there is to say.
  static boolean toldAlready(Deployment before, Deployment after, Approvals approvals) {
    return before.progress().phase() == DeploymentPhase.AwaitingApproval
        && after.closed()
        && before
            .course()
            .approval()
            .flatMap(approvals::find)
            .filter(ApprovalSteps::endedByItself)
            .isPresent();
  }

  private static boolean endedByItself(Approval it) {
    return switch (it.status()) {
      case Rejected, Expired -> true;
      case Pending, Approved, Withdrawn -> false;
    };
  }

  /// All places are taken, or this one was taken just now.
  static StepDecision again() {
    return StepDecision.waiting(LOOK_SECONDS);
  }

  private static StepDecision closed(StepContext context, String why) {
    return new Write(
        context
            .deployment()
            .failed(DeploymentPhase.Declined, DeploymentOutcome.Declined, why, context.now()),
        context.place(),
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
