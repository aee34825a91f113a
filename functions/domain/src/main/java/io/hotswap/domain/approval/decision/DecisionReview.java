package io.hotswap.domain.approval.decision;

import io.hotswap.domain.access.Account;
import io.hotswap.domain.access.Accounts;
import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.approval.Eligibility;
import java.util.Optional;

/// Asks of each approval that was given whether its giver is still who gave it: one counts only as
/// long as the account that gave it is there and is what it decided as.
public final class DecisionReview {
  private final Accounts accounts;

  public DecisionReview(Accounts accounts) {
    this.accounts = accounts;
  }

  /// The same approval; what no longer counts is marked, with the reason, and needed again.
  ///
  /// @throws Accounts.Unavailable when nobody can say
  public Approval review(Approval approval) {
    return approval.lapsing(this::lapse);
  }

  private Optional<String> lapse(Approval.Decision it) {
    return switch (accounts.find(it.subject())) {
      case Account.Unchecked unchecked -> Optional.empty();
      case Account.Gone(var why) -> Optional.of("the account " + why);
      case Account.Active active ->
          Eligibility.capacities(active).contains(it.as())
              ? Optional.empty()
              : Optional.of("the account is no " + it.as().words() + " any more");
    };
  }
}
