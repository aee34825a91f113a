package io.hotswap.domain.deployment;

import io.hotswap.domain.access.Accounts;
import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.approval.DecisionReview;
import io.hotswap.domain.deployment.Decision.Write;
import java.util.Comparator;
import java.util.Optional;

/// What a deployment that waits for its approvers does next.
final class Admission {
  private static final int LOOK_SECONDS = 15;

  private Admission() {}

  static Decision decide(Situation at) {
    var approval =
        at.deployment()
            .course()
            .approval()
            .flatMap(at.around().approvals()::find)
            .orElseThrow(() -> new IllegalStateException("No approval of " + at.deployment().id()));
    return switch (approval.status()) {
      case Pending -> Decision.answer(StepOutcome.NeedsApproval);
      case Approved -> approved(at, approval);
      case Rejected -> closed(at, rejection(approval));
      case Expired -> closed(at, "Nobody approved it before " + approval.expiresAt());
      case Withdrawn -> closed(at, "Its approval was withdrawn");
    };
  }

  private static Decision approved(Situation at, Approval approval) {
    if (!at.terms().hash().equals(approval.planHash())) {
      return closed(at, "The plan is another than the one approved: something else serves now");
    }
    if (at.place().holder().isPresent()) {
      return inLine(
          at, approval, "Deployment " + at.place().holder().get() + " has held its place");
    }
    try {
      return begunAsApproved(at, new DecisionReview(at.around().accounts()).review(approval));
    } catch (Accounts.Unavailable e) {
      return inLine(at, approval, "Who its approvers are now could not be looked up");
    }
  }

  private static Decision begunAsApproved(Situation at, Approval reviewed) {
    return reviewed.decisions().reversed().stream()
        .filter(it -> it.lapsed().isPresent() && reviewed.stillNeeded().contains(it.as()))
        .findFirst()
        .map(
            it ->
                closed(
                    at,
                    "The approval of %s as %s counts no more: %s; deploy again"
                        .formatted(it.name(), it.as().words(), it.lapsed().orElseThrow())))
        .orElseGet(() -> begun(at));
  }

  private static Decision begun(Situation at) {
    return new Write(
        at.deployment().begun(at.now()),
        at.place().taken(at.deployment().id()),
        Optional.empty(),
        StepOutcome.Done);
  }

  /// @param why it is not yet its turn
  private static Decision inLine(Situation at, Approval approval, String why) {
    var decided =
        approval.decisions().stream()
            .map(Approval.Decision::at)
            .max(Comparator.naturalOrder())
            .orElse(approval.createdAt());
    return decided.plus(at.times().place()).isBefore(at.now())
        ? closed(at, "%s for %s".formatted(why, at.times().place()))
        : Decision.waiting(LOOK_SECONDS);
  }

  /// Its state machine gave up on the approvers.
  static Decision givenUp(Situation at) {
    return closed(at, "The state machine that waits for its approval failed");
  }

  /// What ends together with a deployment that ends before anybody decided: it would stand in the
  /// approvers' list for good.
  static Optional<Approval> leftOpen(Deployment before, Deployment after, Approvals approvals) {
    return before.progress().phase() == Phase.AwaitingApproval && after.closed()
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
    return before.progress().phase() == Phase.AwaitingApproval
        && after.closed()
        && before
            .course()
            .approval()
            .flatMap(approvals::find)
            .filter(Admission::endedByItself)
            .isPresent();
  }

  private static boolean endedByItself(Approval it) {
    return switch (it.status()) {
      case Rejected, Expired -> true;
      case Pending, Approved, Withdrawn -> false;
    };
  }

  /// All places are taken, or this one was taken just now.
  static Decision again() {
    return Decision.waiting(LOOK_SECONDS);
  }

  private static Decision closed(Situation at, String why) {
    return new Write(
        at.deployment().failed(Phase.Declined, Outcome.Declined, why, at.now()),
        at.place(),
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
