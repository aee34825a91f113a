package io.hotswap.domain.approval.decision;

import io.hotswap.domain.access.Account;
import io.hotswap.domain.access.Accounts;
import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.approval.Eligibility;
import java.util.Optional;

/// Checks that decisions still count: a decision lapses when its account is deleted or disabled, or
/// loses the capacity in which it decided.
public final class DecisionReview {
  private final Accounts accounts;

  public DecisionReview(Accounts accounts) {
    this.accounts = accounts;
  }

  /// Returns the approval with lapsed decisions marked; these are required again.
  ///
  /// @throws Accounts.Unavailable when the accounts cannot be looked up
  public Approval review(Approval approval) {
    return approval.withLapses(this::lapse);
  }

  private Optional<String> lapse(Approval.Decision it) {
    return switch (accounts.find(it.subject())) {
      case Account.Unchecked unchecked -> Optional.empty();
      case Account.Gone(var why) -> Optional.of("the account " + why);
      case Account.Active active ->
          Eligibility.capacities(active).contains(it.as())
              ? Optional.empty()
              : Optional.of("the account is no " + it.as().displayName() + " any more");
    };
  }
}
