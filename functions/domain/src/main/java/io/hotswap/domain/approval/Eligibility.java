package io.hotswap.domain.approval;

import io.hotswap.domain.access.Account;
import io.hotswap.domain.access.Accounts;
import io.hotswap.domain.access.Caller;
import io.hotswap.domain.access.Requester;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Decides who may decide an approval, and in which capacity.
///
/// Rights belong to a token's subject and to nothing else. Exclusion goes by subject, name or mail
/// address, so that a second account of the same person gives no second vote.
public final class Eligibility {
  private final Accounts accounts;

  public Eligibility(Accounts accounts) {
    this.accounts = accounts;
  }

  /// The capacities in which an account may decide.
  public static List<Approver> capacities(Account.Active account) {
    return Arrays.stream(Approver.values())
        .filter(
            it ->
                account.is(Role.Admin)
                    || (account.is(Role.Approver) && account.groups().contains(it.name())))
        .toList();
  }

  public Result<Approver> of(Caller caller, Requester requester, Approval approval) {
    if (!approval.open()) {
      return Result.refused(ErrorCode.APPROVAL_CLOSED, ended(approval));
    }
    if (isSame(caller, requester.subject(), requester.name(), Optional.of(requester.email()))) {
      return Result.refused(
          ErrorCode.NOT_ALLOWED,
          caller.name() + " asked for this deployment; it takes other people to approve it");
    }
    return earlierDecision(caller, approval)
        .map(it -> alreadyDecided(caller, it))
        .orElseGet(() -> current(caller).then(it -> capacity(it, approval)));
  }

  private static boolean isSame(
      Caller caller, String subject, String name, Optional<String> email) {
    return caller.subject().equals(subject)
        || caller.name().equals(name)
        || caller.email().filter(it -> email.filter(it::equalsIgnoreCase).isPresent()).isPresent();
  }

  private static Optional<Approval.Decision> earlierDecision(Caller caller, Approval approval) {
    return approval.decisions().stream()
        .filter(it -> it.lapsed().isEmpty())
        .filter(it -> isSame(caller, it.subject(), it.name(), it.email()))
        .findFirst();
  }

  private static Result<Approver> alreadyDecided(Caller caller, Approval.Decision earlier) {
    return Result.refused(
        ErrorCode.NOT_ALLOWED,
        "%s has decided already, as %s; it takes another person"
            .formatted(caller.name(), earlier.as().displayName()));
  }

  /// The caller with the groups that both their token and their account have.
  private Result<Caller> current(Caller caller) {
    return switch (accounts.find(caller.subject())) {
      case Account.Unchecked unchecked -> Result.done(caller);
      case Account.Active active -> Result.done(caller.restrictedTo(active));
      case Account.Gone(var why) ->
          Result.refused(
              ErrorCode.NOT_ALLOWED,
              "%s cannot decide: the account %s since it signed in".formatted(caller.name(), why));
    };
  }

  private static Result<Approver> capacity(Caller caller, Approval approval) {
    var open = approval.stillNeeded();
    var theirs = capacities(new Account.Active(groups(caller)));
    return open.stream()
        .filter(theirs::contains)
        .findFirst()
        .map(Result::done)
        .orElseGet(
            () ->
                Result.refused(
                    ErrorCode.NOT_ALLOWED,
                    ("Still missing: %s. That takes an Approver of the group %s, or an Admin;"
                            + " %s is %s")
                        .formatted(
                            Approver.displayName(open),
                            open.stream().map(Approver::name).collect(Collectors.joining(" or ")),
                            caller.name(),
                            membership(caller))));
  }

  private static Set<String> groups(Caller caller) {
    var groups = caller.roles().stream().map(Role::name).collect(Collectors.toSet());
    groups.addAll(caller.qualifications());
    return groups;
  }

  private static String membership(Caller caller) {
    var groups = groups(caller).stream().sorted().collect(Collectors.joining(", "));
    return groups.isEmpty() ? "in no group" : "in " + groups;
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
