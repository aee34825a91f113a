package io.hotswap.domain.lifecycle;

import java.util.Optional;

/// Where a version is in its life. A withdrawn version that was deprecated before is deprecated
/// again once the withdrawal is taken back.
public record Lifecycle(Optional<Deprecation> deprecation, Optional<Withdrawal> withdrawal) {
  public static final Lifecycle ACTIVE = new Lifecycle(Optional.empty(), Optional.empty());

  public enum State {
    Active,
    Deprecated,
    Withdrawn
  }

  public State state() {
    if (withdrawal.isPresent()) {
      return State.Withdrawn;
    }
    return deprecation.isPresent() ? State.Deprecated : State.Active;
  }

  public Lifecycle with(Deprecation next) {
    return new Lifecycle(Optional.of(next), withdrawal);
  }

  public Lifecycle with(Withdrawal next) {
    return new Lifecycle(deprecation, Optional.of(next));
  }

  public Lifecycle withoutDeprecation() {
    return new Lifecycle(Optional.empty(), withdrawal);
  }

  public Lifecycle withoutWithdrawal() {
    return new Lifecycle(deprecation, Optional.empty());
  }
}
