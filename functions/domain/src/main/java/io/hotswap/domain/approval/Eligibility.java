package io.hotswap.domain.approval;

import io.hotswap.domain.access.Caller;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import java.util.Optional;

/// Who may decide an approval, and in which capacity: the one rule.
final class Eligibility {
  private Eligibility() {}

  static Result<Approver> of(Caller caller, Approval approval) {
    if (!approval.open()) {
      return Result.refused(ErrorCode.APPROVAL_CLOSED, ended(approval));
    }
    if (caller.subject().equals(approval.requester())) {
      return Result.refused(
          ErrorCode.NOT_ALLOWED,
          caller.name() + " asked for this deployment; it takes other people to approve it");
    }
    return earlier(caller, approval)
        .map(it -> again(caller, it))
        .orElseGet(() -> capacity(caller, approval));
  }

  private static Optional<Approval.Decision> earlier(Caller caller, Approval approval) {
    return approval.decisions().stream()
        .filter(it -> it.subject().equals(caller.subject()))
        .findFirst();
  }

  private static Result<Approver> again(Caller caller, Approval.Decision earlier) {
    return Result.refused(
        ErrorCode.NOT_ALLOWED,
        "%s has decided already, as %s; it takes another person"
            .formatted(caller.name(), earlier.as()));
  }

  private static Result<Approver> capacity(Caller caller, Approval approval) {
    var open = approval.stillNeeded();
    return open.stream()
        .filter(it -> caller.is(Role.Approver) && caller.qualifications().contains(it.name()))
        .findFirst()
        .or(() -> caller.is(Role.Admin) ? open.stream().findFirst() : Optional.empty())
        .map(Result::done)
        .orElseGet(
            () ->
                Result.refused(
                    ErrorCode.NOT_ALLOWED,
                    "Still needed: %s. That takes an Approver of the same group, or an Admin; %s is %s"
                        .formatted(open, caller.name(), what(caller))));
  }

  private static String what(Caller caller) {
    var groups = caller.qualifications().stream().sorted().toList();
    return caller.roles().stream().sorted().toList() + (groups.isEmpty() ? "" : " of " + groups);
  }

  private static String ended(Approval approval) {
    return switch (approval.status()) {
      case Pending -> throw new IllegalArgumentException("It has not ended");
      case Approved -> "It is approved already";
      case Rejected -> "It was rejected by " + approval.decisions().getLast().name();
      case Expired -> "It expired at " + approval.expiresAt() + "; deploy again";
      case Withdrawn ->
          "It was withdrawn: its deployment is over, or another approval stands in its place";
    };
  }
}
